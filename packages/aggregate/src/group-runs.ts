import { compareText } from './compare.ts';
import { duplicateRun, mixedNumerics, notInOrder } from './errors.ts';
import type { RunResult } from './run-result.ts';

const GROUP_KEYS = [
  'experiment',
  'preset',
  'dataset',
  'backend',
  'network',
  'variant',
  'setting',
] as const;

/** What a run is called within one experiment. */
export type RunName = Pick<
  RunResult,
  'dataset' | 'network' | 'variant' | 'setting' | 'round' | 'trial' | 'replicate'
>;

/** A run, and the group of runs whose numbers are averaged together: see `groupedRuns`. */
export type GroupedRun = {
  readonly run: RunResult;
  /** The group's name in messages. */
  readonly group: string;
  /** True for the first run of its group. */
  readonly begins: boolean;
};

type Group = Pick<RunResult, (typeof GROUP_KEYS)[number] | 'round'>;

/** Names a run's group in messages. */
export function groupName(run: Group): string {
  return `${GROUP_KEYS.map((key) => run[key])
    .filter((text) => text !== '')
    .join(', ')}, round ${run.round}`;
}

/**
 * Canonical order of the runs of one experiment, preset and backend: data set, network, variant and setting as text,
 * then round, trial and replicate.
 */
export const compareRunNames = (a: RunName, b: RunName): number =>
  compareText(a.dataset, b.dataset) ||
  compareText(a.network, b.network) ||
  compareText(a.variant, b.variant) ||
  compareText(a.setting, b.setting) ||
  a.round - b.round ||
  a.trial - b.trial ||
  a.replicate - b.replicate;

/** What a run is called among the runs of all experiments. */
export type FullName = RunName & Pick<RunResult, 'experiment' | 'preset' | 'backend'>;

/** Canonical order of runs: the key columns as text, then round, trial and replicate. */
export const compareRuns = (a: FullName, b: FullName): number =>
  compareText(a.experiment, b.experiment) ||
  compareText(a.preset, b.preset) ||
  compareText(a.dataset, b.dataset) ||
  compareText(a.backend, b.backend) ||
  compareRunNames(a, b);

/**
 * Runs as they come, each checked against the one before.
 *
 * Throws SWEEPSTAKE_AGGREGATE_NOT_IN_ORDER for a run that belongs before the one before it, and
 * SWEEPSTAKE_AGGREGATE_DUPLICATE_RUN for one that is called the same.
 */
export function* inOrder(runs: Iterable<RunResult>): Generator<RunResult> {
  let previous: RunResult | undefined;
  for (const run of runs) {
    const order = previous === undefined ? -1 : compareRuns(previous, run);
    if (order === 0) throw duplicateRun(groupName(run), run.trial, run.replicate);
    if (order > 0) throw notInOrder(groupName(run), run.trial, run.replicate);
    yield run;
    previous = run;
  }
}

/**
 * Runs with their groups, one at a time; only the one before is remembered. `runs` come in canonical order.
 *
 * Throws as `inOrder` does, and SWEEPSTAKE_AGGREGATE_MIXED_NUMERICS where one group holds two numerics versions.
 */
export function* groupedRuns(runs: Iterable<RunResult>): Generator<GroupedRun> {
  let previous: RunResult | undefined;
  let group = '';
  for (const run of inOrder(runs)) {
    const begins = previous === undefined || !isSameGroup(previous, run);
    if (begins) group = groupName(run);
    if (!begins && previous !== undefined) checkNumerics(previous, run, group);
    yield { run, group, begins };
    previous = run;
  }
}

const isSameGroup = (a: RunResult, b: RunResult): boolean =>
  a.round === b.round && GROUP_KEYS.every((key) => a[key] === b[key]);

function checkNumerics(previous: RunResult, run: RunResult, group: string): void {
  if (previous.numerics === run.numerics) return;
  const [first, second] = [previous.numerics, run.numerics].sort(compareText);
  throw mixedNumerics(group, first ?? '', second ?? '');
}
