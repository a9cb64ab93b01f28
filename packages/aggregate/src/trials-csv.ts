import { compareValues } from './aggregate-runs.ts';
import { csvLines } from './csv.ts';
import { DIVERGED } from './diverged-runs.ts';
import { badStride, divergedWhen } from './errors.ts';
import { compareRuns, groupedRuns } from './group-runs.ts';
import { roundPercent } from './numbers.ts';
import type { RunResult, RunValue } from './run-result.ts';
import type { SummaryRow } from './summary-row.ts';

/** One value of one run: the key columns of the summary, then which run it is and its value. */
export type TrialRow = Omit<SummaryRow, 'mean' | 'min' | 'max' | 'trials' | 'runs' | 'censored'> & {
  readonly trial: number;
  readonly replicate: number;
  readonly value: number;
  readonly stage: string;
};

/** Says which values are written. */
export type TrialFilter = (row: TrialRow) => boolean;

/** The columns of `trials.csv`, in order. */
export const TRIAL_COLUMNS = [
  'experiment',
  'preset',
  'dataset',
  'backend',
  'numerics',
  'network',
  'variant',
  'setting',
  'round',
  'percent_remaining',
  'iteration',
  'metric',
  'at',
  'trial',
  'replicate',
  'value',
  'stage',
] as const satisfies readonly (keyof TrialRow)[];

/**
 * The values behind the summary, one by one, unrounded, in the summary's order. Of a diverged run, which is left out
 * of means, there is one row only: metric `diverged`, at the end, iteration and value those of the divergence.
 *
 * Throws as `groupedRuns` does, and SWEEPSTAKE_AGGREGATE_DIVERGED_WHEN.
 */
export function trialRows(runs: Iterable<RunResult>, filter?: TrialFilter): Generator<TrialRow> {
  return trialRowsInOrder([...runs].sort(compareRuns), filter);
}

/** The same for runs that come in canonical order, which are read one at a time; see `aggregateInOrder`. */
export function* trialRowsInOrder(
  runs: Iterable<RunResult>,
  filter: TrialFilter = () => true,
): Generator<TrialRow> {
  for (const { run, group } of groupedRuns(runs)) {
    const percent = roundPercent(run.percentRemaining);
    for (const value of writtenValues(run, group)) {
      const row: TrialRow = {
        experiment: run.experiment,
        preset: run.preset,
        dataset: run.dataset,
        backend: run.backend,
        numerics: run.numerics,
        network: run.network,
        variant: run.variant,
        setting: run.setting,
        round: run.round,
        percent_remaining: percent,
        iteration: value.at === 'early_stop' ? null : value.iteration,
        metric: value.metric,
        at: value.at,
        trial: run.trial,
        replicate: run.replicate,
        value: value.value,
        stage: run.stage,
      };
      if (filter(row)) yield row;
    }
  }
}

function writtenValues(run: RunResult, group: string): readonly RunValue[] {
  if (!run.diverged) return [...run.values].sort(compareValues);
  const value = run.values.find(({ at, metric }) => at === 'end' && metric === DIVERGED);
  if (value === undefined) throw divergedWhen(group, run.trial, run.replicate);
  return [value];
}

/** `trials.csv`, line by line: the full table of a paper-sized experiment exceeds 40 MB. */
export function trialsCsvLines(runs: Iterable<RunResult>, filter?: TrialFilter): Generator<string> {
  return csvLines(TRIAL_COLUMNS, trialRows(runs, filter));
}

/** The same for runs that come in canonical order, which are read one at a time. */
export function trialsCsvLinesInOrder(
  runs: Iterable<RunResult>,
  filter?: TrialFilter,
): Generator<string> {
  return csvLines(TRIAL_COLUMNS, trialRowsInOrder(runs, filter));
}

/**
 * A filter, for rows of trials and of summaries, that keeps every value at early stop and at the end, and
 * of the curves the given rounds at multiples of `stride` iterations.
 *
 * Throws SWEEPSTAKE_AGGREGATE_BAD_STRIDE.
 */
export function thinned(options: {
  readonly rounds: readonly number[];
  readonly stride: number;
}): (row: Pick<TrialRow, 'at' | 'round' | 'iteration'>) => boolean {
  if (!Number.isInteger(options.stride) || options.stride < 1) throw badStride(options.stride);
  const rounds = new Set(options.rounds);
  return (row) =>
    row.at !== 'iteration' ||
    (rounds.has(row.round) && row.iteration !== null && row.iteration % options.stride === 0);
}
