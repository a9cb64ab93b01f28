import { compareText } from './compare.ts';
import { duplicateRun, mixedNumerics, notInOrder } from './errors.ts';
import type { RunResult } from './run-result.ts';

const KEYS = ['experiment', 'preset', 'dataset', 'backend', 'network'] as const;
const GROUP_KEYS = [...KEYS, 'variant', 'setting'] as const;

/** What a run is called within one experiment. */
export type RunName = Pick<RunResult, 'variant' | 'setting' | 'round' | 'trial' | 'replicate'>;

/** A run that has not diverged, and the group of runs whose numbers are averaged together: see `groupedRuns`. */
export type GroupedRun = {
  readonly run: RunResult;
  /** The group's name in messages. */
  readonly group: string;
  /** True for the first run of its group. */
  readonly begins: boolean;
};

/** Names a run's group in messages. */
export function groupName(run: RunResult): string {
  return `${GROUP_KEYS.map((key) => run[key])
    .filter((text) => text !== '')
    .join(', ')}, round ${run.round}`;
}

/** Canonical order of the runs of one experiment: variant and setting as text, then round, trial and replicate. */
export const compareRunNames = (a: RunName, b: RunName): number =>
  compareText(a.variant, b.variant) ||
  compareText(a.setting, b.setting) ||
  a.round - b.round ||
  a.trial - b.trial ||
  a.replicate - b.replicate;

/** Canonical order of runs: the key columns as text, then round, trial and replicate. */
export function compareRuns(a: RunResult, b: RunResult): number {
  for (const key of KEYS) {
    const order = compareText(a[key], b[key]);
    if (order !== 0) return order;
  }
  return compareRunNames(a, b);
}

/**
 * Runs with their groups, one at a time; only the one before is remembered. `runs` come in canonical order. Diverged
 * runs are left out; a group of diverged runs only is absent.
 *
 * Throws SWEEPSTAKE_AGGREGATE_NOT_IN_ORDER for a run that belongs before the one before it,
 * SWEEPSTAKE_AGGREGATE_MIXED_NUMERICS where one group holds two numerics versions, and
 * SWEEPSTAKE_AGGREGATE_DUPLICATE_RUN where it holds a trial and replicate twice.
 */
export function* groupedRuns(runs: Iterable<RunResult>): Generator<GroupedRun> {
  let previous: RunResult | undefined;
  let group = '';
  for (const run of runs) {
    if (run.diverged) continue;
    const begins = previous === undefined || !isSameGroup(previous, run);
    if (begins) group = groupName(run);
    if (previous !== undefined) check(previous, run, group, begins);
    yield { run, group, begins };
    previous = run;
  }
}

const isSameGroup = (a: RunResult, b: RunResult): boolean =>
  a.round === b.round && GROUP_KEYS.every((key) => a[key] === b[key]);

function check(previous: RunResult, run: RunResult, group: string, begins: boolean): void {
  if (!begins && previous.numerics !== run.numerics) {
    const [first, second] = [previous.numerics, run.numerics].sort(compareText);
    throw mixedNumerics(group, first ?? '', second ?? '');
  }
  const order = compareRuns(previous, run);
  if (order === 0) throw duplicateRun(group, run.trial, run.replicate);
  if (order > 0) throw notInOrder(group, run.trial, run.replicate);
}
