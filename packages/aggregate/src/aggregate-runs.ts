import { compareText } from './compare.ts';
import { withoutDiverged } from './diverged-runs.ts';
import { mixedLengths, notFinite } from './errors.ts';
import { compareRuns, groupedRuns } from './group-runs.ts';
import { roundPercent, summaryNumber } from './numbers.ts';
import type { RunResult, RunValue } from './run-result.ts';
import type { SummaryRow } from './summary-row.ts';

/** The values of one place, metric and iteration, as far as they have come. */
type Cell = {
  readonly key: RunValue;
  sum: number;
  min: number;
  max: number;
  runs: number;
  censored: number;
  trials: number;
  lastTrial: number;
};

/** The runs of one group, as far as they have come. */
type Group = {
  readonly name: string;
  readonly first: RunResult;
  readonly cells: Map<string, Cell>;
  /** The cells of the values of the last run: those of the next run mostly come in the same order. */
  last: readonly Cell[];
  runs: number;
  percents: number;
};

/** Orders the values of a run: by place (`at`), metric and iteration. */
export function compareValues(a: RunValue, b: RunValue): number {
  return compareText(a.at, b.at) || compareText(a.metric, b.metric) || a.iteration - b.iteration;
}

/** Adds a run to its group; its trial is that of the run before, or a later one. */
function add(group: Group, run: RunResult): void {
  group.runs++;
  group.percents += run.percentRemaining;
  const censored = run.earlyStop?.censored === true ? 1 : 0;
  const { trial } = run;
  const own: Cell[] = [];
  for (const [i, item] of run.values.entries()) {
    const { at, metric, iteration, value } = item;
    if (!Number.isFinite(value)) throw notFinite(group.name, metric, value);
    let cell = group.last[i];
    if (cell === undefined || !isOf(cell, item)) {
      const name = `${at} ${metric} ${at === 'iteration' ? iteration : ''}`;
      cell = group.cells.get(name);
      if (cell === undefined) {
        const none = { sum: 0, min: value, max: value, runs: 0, censored: 0 };
        cell = { key: item, ...none, trials: 0, lastTrial: Number.NaN };
        group.cells.set(name, cell);
      }
    }
    own.push(cell);
    if (at === 'end' && iteration !== cell.key.iteration)
      throw mixedLengths(group.name, cell.key.iteration, iteration);
    cell.sum += value;
    cell.min = Math.min(cell.min, value);
    cell.max = Math.max(cell.max, value);
    cell.runs++;
    cell.censored += censored;
    if (cell.lastTrial !== trial) cell.trials++;
    cell.lastTrial = trial;
  }
  group.last = own;
}

const isOf = ({ key }: Cell, { at, metric, iteration }: RunValue): boolean =>
  key.at === at && key.metric === metric && (at !== 'iteration' || key.iteration === iteration);

function* rowsOf({ first, cells, runs, percents }: Group): Generator<SummaryRow> {
  const percent = roundPercent(percents / runs);
  for (const cell of [...cells.values()].sort((a, b) => compareValues(a.key, b.key)))
    yield {
      experiment: first.experiment,
      preset: first.preset,
      dataset: first.dataset,
      backend: first.backend,
      numerics: first.numerics,
      network: first.network,
      variant: first.variant,
      setting: first.setting,
      round: first.round,
      percent_remaining: percent,
      iteration: cell.key.at === 'early_stop' ? null : cell.key.iteration,
      metric: cell.key.metric,
      at: cell.key.at,
      mean: summaryNumber(cell.sum / cell.runs),
      min: summaryNumber(cell.min),
      max: summaryNumber(cell.max),
      trials: cell.trials,
      runs: cell.runs,
      censored: cell.censored,
    };
}

/**
 * The same as `aggregateRuns` for runs that come in canonical order (`compareRunNames`, within one experiment), which
 * are read one at a time: of any number of runs, only the sums of one group are held.
 *
 * Throws as `aggregateRuns` does, and SWEEPSTAKE_AGGREGATE_NOT_IN_ORDER.
 */
export function* aggregateInOrder(runs: Iterable<RunResult>): Generator<SummaryRow> {
  let current: Group | undefined;
  for (const { run, group, begins } of groupedRuns(withoutDiverged(runs))) {
    if (begins || current === undefined) {
      if (current !== undefined) yield* rowsOf(current);
      current = { name: group, first: run, cells: new Map(), last: [], runs: 0, percents: 0 };
    }
    add(current, run);
  }
  if (current !== undefined) yield* rowsOf(current);
}

/**
 * Averages runs into the long-form summary: mean, minimum and maximum over all runs of each
 * experiment, preset, dataset, backend, network, variant, setting, round, metric and place.
 *
 * Diverged runs are left out (`divergedRuns` lists them). A censored early stop stays in its
 * mean and is counted in `censored`. Sums run in order of trial and replicate and rows come in
 * canonical order (columns from left to right as text or number, `at` before `metric` before
 * `iteration`), so the result does not depend on the order of `runs`. Partial sets of runs are
 * averaged too: `runs` and `trials` say what stands behind a number. Mean, minimum and maximum
 * are rounded to 6 significant digits.
 *
 * Throws SWEEPSTAKE_AGGREGATE_MIXED_NUMERICS, _DUPLICATE_RUN, _MIXED_LENGTHS or _NOT_FINITE.
 */
export function aggregateRuns(runs: Iterable<RunResult>): SummaryRow[] {
  return [...aggregateInOrder([...runs].sort(compareRuns))];
}
