import {
  aggregateDistributions,
  aggregateInOrder,
  compareRunNames,
  divergedRuns,
  mergeDistributions,
  mergeInOrder,
} from '@sweepstake/aggregate';
import type {
  Distribution,
  DivergedRun,
  ReplacedRun,
  RunName,
  RunResult,
  SummaryRow,
} from '@sweepstake/aggregate';
import { collectRuns } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { readRun } from '@sweepstake/stages';
import type { Run } from '@sweepstake/stages';
import type { Store } from '@sweepstake/store';
import { analyseRun, analysesOf } from './analyse-run.ts';
import type { Drawable } from './draw/drawable.ts';
import { rowsOfPlan } from './draw/lines-run.ts';
import type { Published } from './published.ts';

/** What the finished trainings of a plan say; partial results are results. */
export interface Results {
  readonly plan: Plan;
  /** Finished trainings in the order of tables, read anew each time this is gone through. */
  readonly runs: Iterable<RunResult>;
  /** How many trainings of the plan they are; one that several arms have in common counts once. */
  readonly finished: number;
  /** How many trainings the plan has, counted in the same way. */
  readonly planned: number;
  /** How many of the finished ones are published and not on disk. */
  readonly published: number;
  /** How many that are not of the plan are published, as further trials: they are in the numbers. */
  readonly beside: number;
  /** Published trainings in whose place others of the same name were found on disk. */
  readonly replaced: readonly ReplacedRun[];
  /** How many values on the evaluation grid they have, by round. */
  readonly onGrid: ReadonlyMap<number, number>;
  readonly rows: readonly SummaryRow[];
  readonly diverged: readonly DivergedRun[];
}

/** Nothing is published. */
export const NOTHING: Published = { runs: [], distributions: [] };

/**
 * Reads and aggregates every finished training of a plan, one at a time, whatever their number, with the published
 * ones of its arms. Without a store there are only those.
 */
export function readResults(
  plan: Plan,
  store: Store | null,
  { runs: everyPublished }: Pick<Published, 'runs'> = NOTHING,
): Results {
  const others = rowsOfPlan(plan, everyPublished);
  const onDisk = runsOnDisk(plan, store);
  const read = new Set<string>();
  function* countedOnDisk(): Generator<RunResult> {
    for (const run of onDisk) {
      read.add(run.stage);
      yield run;
    }
  }
  const replaced: ReplacedRun[] = [];
  const isPlanned = others.length === 0 ? () => true : plannedNames(plan);
  const finished = new Set<string>();
  const beside = new Set<string>();
  const onGrid = new Map<number, number>();
  const lost: RunResult[] = [];
  function* counted(): Generator<RunResult> {
    for (const run of mergeInOrder(countedOnDisk(), others, (one) => replaced.push(one))) {
      (isPlanned(run) ? finished : beside).add(run.stage);
      const points = run.values.filter(({ at }) => at === 'iteration').length;
      onGrid.set(run.round, (onGrid.get(run.round) ?? 0) + points);
      if (run.diverged) lost.push({ ...run, values: [] });
      yield run;
    }
  }
  const rows = [...aggregateInOrder(counted())];
  const runs = { [Symbol.iterator]: () => mergeInOrder(onDisk, others, () => undefined) };
  return {
    plan,
    runs,
    finished: finished.size,
    planned: new Set(plan.runs.map(({ stage }) => stage)).size,
    published: [...finished].filter((stage) => !read.has(stage)).length,
    beside: beside.size,
    replaced,
    onGrid,
    rows,
    diverged: divergedRuns(lost),
  };
}

/** The finished trainings of a plan, read anew each time this is gone through. */
export function runsOnDisk(plan: Plan, store: Store | null): Iterable<RunResult> {
  const ordered = { ...plan, runs: plan.runs.toSorted(compareRunNames) };
  const read = (id: string): Run | null => (store === null ? null : readFinished(store, id));
  return { [Symbol.iterator]: () => collectRuns(ordered, read) };
}

/** Null for a stage that does not count as finished. Asking first would read each file twice. */
function readFinished(store: Store, id: string): Run | null {
  try {
    return readRun(store, id);
  } catch (error) {
    if (store.has(id)) throw error;
    return null;
  }
}

/** Whether a plan has a run of a name. */
function plannedNames({ runs }: Plan): (run: RunName) => boolean {
  const nameOf = (run: RunName): string => {
    const { dataset, network, variant, setting, round, trial, replicate } = run;
    return [dataset, network, variant, setting, round, trial, replicate].join(' ');
  };
  const names = new Set(runs.map(nameOf));
  return (run) => names.has(nameOf(run));
}

/** The densities that a preset's plots ask for, with the published ones of its arms; `replaced` gave way. */
export function readDensities(
  plan: Plan,
  store: Store | null,
  { distributions }: Pick<Published, 'distributions'> = NOTHING,
): ReturnType<typeof mergeDistributions> {
  return mergeDistributions(densitiesOnDisk(plan, store), rowsOfPlan(plan, distributions));
}

/** Those of runs on disk alone. */
export function densitiesOnDisk(plan: Plan, store: Store | null): Distribution[] {
  const asked = analysesOf(plan.config);
  return asked.length === 0 || store === null ? [] : [...analyseRun(plan, store, asked)];
}

/** Results and densities as they are drawn. */
export const drawableOf = (
  {
    plan,
    rows,
    finished,
    planned,
    diverged,
  }: Pick<Results, 'plan' | 'rows' | 'finished' | 'planned' | 'diverged'>,
  densities: readonly Distribution[],
): Drawable => ({
  plan,
  rows,
  finished,
  planned,
  distributions: aggregateDistributions(densities),
  diverged: diverged.length,
});
