import { meanOf, minus, over } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { readRun } from './read-run.ts';
import type { Comparison, Quantity, Reference, Runs } from './statistic.ts';
import { runsByTrial } from './study.ts';
import type { Study } from './study.ts';

/** One number of one trial, and how many percent of the weights were left. */
export interface Measured {
  readonly value: Bounds;
  readonly percent: number;
  /** What it is the ratio of. */
  readonly parts?: readonly [Bounds, Bounds];
}

/** What was measured at one round, by trial. */
export interface Round {
  readonly round: number;
  readonly byTrial: ReadonlyMap<number, Measured>;
}

/** What the trials have at one round, and the mean over them. */
export interface BalancedRound {
  readonly round: number;
  readonly values: readonly Measured[];
  readonly mean: Bounds;
}

/** Rounds that can be set against each other, and the trials that have them all. */
export interface Balanced {
  readonly rounds: readonly BalancedRound[];
  /** In the order of `values`. */
  readonly trials: readonly number[];
  /** Trials that have some of these rounds but not all: their runs diverged, or are not finished. */
  readonly leftOut: number;
}

/** Trials that a verdict needs. */
export const FEWEST_TRIALS = 3;

/** A quantity at every round that was measured; replicates of a trial are averaged. */
export function seriesOf(study: Study, runs: Runs, otherwise: Quantity): Round[] {
  const quantity = runs.quantity ?? otherwise;
  return runs.rounds.flatMap((round) => {
    const byTrial = new Map<number, Measured>();
    for (const [trial, replicates] of runsByTrial(study, { ...runs, round })) {
      const values = replicates.map((run) => readRun(run, quantity)).filter((v) => v !== null);
      if (values.length > 0)
        byTrial.set(trial, {
          value: meanOf(values),
          percent: replicates[0]!.percentRemaining,
        });
    }
    return byTrial.size === 0 ? [] : [{ round, byTrial }];
  });
}

/** A comparison at every round that was measured, trial by trial. */
export function compared(study: Study, { by, quantity, of, to }: Comparison): Round[] {
  const series = seriesOf(study, of, quantity);
  if (to === undefined) return series;
  const references = referenceRounds(of, to).flatMap((round) =>
    seriesOf(study, { ...to, rounds: [round] }, quantity),
  );
  const found = series.map(({ round, byTrial }): Round => {
    const pairs = [...byTrial].flatMap(([trial, measured]): [number, Measured][] => {
      const reference = referenceOf(references, { round, trial, measured }, to);
      if (reference === null) return [];
      return [[trial, { ...measured, ...against(by, measured.value, reference) }]];
    });
    return { round, byTrial: new Map(pairs) };
  });
  return found.filter(({ byTrial }) => byTrial.size > 0);
}

function against(
  by: Comparison['by'],
  value: Bounds,
  reference: Bounds,
): Pick<Measured, 'value' | 'parts'> {
  if (by !== 'ratio' && by !== 'speedup') return { value: minus(value, reference) };
  const parts = by === 'ratio' ? ([value, reference] as const) : ([reference, value] as const);
  return { value: over(...parts), parts };
}

/**
 * The mean over trials. Of ratios it is the ratio of the means, which is what the paper's mean curves show: the mean of
 * ratios of noisy early stops is larger.
 */
function meanAcross(values: readonly Measured[]): Bounds {
  const parts = values.flatMap((value) => (value.parts === undefined ? [] : [value.parts]));
  if (parts.length < values.length || parts.length === 0)
    return meanOf(values.map(({ value }) => value));
  return over(meanOf(parts.map(([one]) => one)), meanOf(parts.map(([, other]) => other)));
}

/** The rounds that a reference may be found at. */
export function referenceRounds(of: Runs, { rounds }: Reference): readonly number[] {
  if (rounds === 'same') return of.rounds;
  return typeof rounds === 'number' ? [rounds] : rounds.noSmaller;
}

/** How much larger than a network the one it is held against may be, where levels do not coincide. */
const MUCH_LARGER = 1.5;

function referenceOf(
  references: readonly Round[],
  { round, trial, measured }: { round: number; trial: number; measured: Measured },
  { rounds, weights }: Reference,
): Bounds | null {
  if (rounds === 'same' || typeof rounds === 'number') {
    const at = rounds === 'same' ? round : rounds;
    return references.find((r) => r.round === at)?.byTrial.get(trial)?.value ?? null;
  }
  const size = measured.percent * (weights?.of ?? 1);
  const sizes = references
    .flatMap(({ byTrial }) => byTrial.get(trial) ?? [])
    .map(({ value, percent }) => ({ value, size: percent * (weights?.to ?? 1) }))
    .filter((other) => other.size >= size && other.size <= MUCH_LARGER * size)
    .toSorted((a, b) => a.size - b.size);
  return sizes[0]?.value ?? null;
}

/**
 * The rounds that three trials have (or as many as any round has), and the trials that have all of these: a trial that
 * is still running shortens no curve, and one that diverged somewhere is left out everywhere.
 */
export function balanced(rounds: readonly Round[]): Balanced {
  const most = rounds.reduce((n, { byTrial }) => Math.max(n, byTrial.size), 0);
  const kept = rounds.filter(({ byTrial }) => byTrial.size >= Math.min(most, FEWEST_TRIALS));
  const any = [...new Set(kept.flatMap(({ byTrial }) => [...byTrial.keys()]))];
  const trials = any
    .filter((trial) => kept.every(({ byTrial }) => byTrial.has(trial)))
    .toSorted((a, b) => a - b);
  return {
    rounds: kept.map(({ round, byTrial }) => {
      const values = trials.map((trial) => byTrial.get(trial)!);
      return { round, values, mean: meanAcross(values) };
    }),
    trials,
    leftOut: any.length - trials.length,
  };
}
