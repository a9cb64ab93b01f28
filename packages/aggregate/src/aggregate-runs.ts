import { compareText } from './compare.ts';
import { mixedLengths, notFinite } from './errors.ts';
import { groupRuns } from './group-runs.ts';
import type { RunGroup } from './group-runs.ts';
import { roundPercent, summaryNumber } from './numbers.ts';
import type { RunResult, RunValue } from './run-result.ts';
import type { SummaryRow } from './summary-row.ts';

type Cell = { readonly key: RunValue; readonly values: number[]; readonly runs: RunResult[] };

/** Orders the values of a run: by place (`at`), metric and iteration. */
export function compareValues(a: RunValue, b: RunValue): number {
  return compareText(a.at, b.at) || compareText(a.metric, b.metric) || a.iteration - b.iteration;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const censored = (runs: readonly RunResult[]): number =>
  runs.filter((run) => run.earlyStop?.censored === true).length;

/** The values of a group's runs, brought together by place, metric and iteration. */
function cellsOf(group: RunGroup): Cell[] {
  const cells = new Map<string, Cell>();
  for (const run of group.runs) {
    for (const value of run.values) {
      if (!Number.isFinite(value.value)) throw notFinite(group.name, value.metric, value.value);
      const key = `${value.at} ${value.metric} ${value.at === 'iteration' ? value.iteration : ''}`;
      const cell = cells.get(key);
      if (cell === undefined) {
        cells.set(key, { key: value, values: [value.value], runs: [run] });
      } else if (value.at === 'end' && value.iteration !== cell.key.iteration) {
        throw mixedLengths(group.name, cell.key.iteration, value.iteration);
      } else {
        cell.values.push(value.value);
        cell.runs.push(run);
      }
    }
  }
  return [...cells.values()].sort((a, b) => compareValues(a.key, b.key));
}

function summarise(group: RunGroup): SummaryRow[] {
  const first = group.runs[0];
  if (first === undefined) return [];
  const percent = roundPercent(mean(group.runs.map((run) => run.percentRemaining)));
  return cellsOf(group).map(({ key, values, runs }) => ({
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
    iteration: key.at === 'early_stop' ? null : key.iteration,
    metric: key.metric,
    at: key.at,
    mean: summaryNumber(mean(values)),
    min: summaryNumber(values.reduce((low, value) => Math.min(low, value))),
    max: summaryNumber(values.reduce((high, value) => Math.max(high, value))),
    trials: new Set(runs.map((run) => run.trial)).size,
    runs: runs.length,
    censored: censored(runs),
  }));
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
  return groupRuns(runs).flatMap(summarise);
}
