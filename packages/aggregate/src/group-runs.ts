import { compareText } from './compare.ts';
import { duplicateRun, mixedNumerics } from './errors.ts';
import type { RunResult } from './run-result.ts';

const KEYS = [
  'experiment',
  'preset',
  'dataset',
  'backend',
  'network',
  'variant',
  'setting',
] as const;

/** The runs behind one point of a table: one variant, setting and round, sorted, none diverged. */
export type RunGroup = {
  readonly name: string;
  readonly runs: readonly RunResult[];
};

/** Names a run's group in messages. */
export function groupName(run: RunResult): string {
  return `${KEYS.map((key) => run[key])
    .filter((text) => text !== '')
    .join(', ')}, round ${run.round}`;
}

/** Canonical order of runs: the key columns as text, then round, trial and replicate. */
export function compareRuns(a: RunResult, b: RunResult): number {
  for (const key of KEYS) {
    const order = compareText(a[key], b[key]);
    if (order !== 0) return order;
  }
  return a.round - b.round || a.trial - b.trial || a.replicate - b.replicate;
}

/**
 * Sorts runs into groups, in canonical order whatever the order of arrival.
 *
 * Diverged runs are left out; a group of diverged runs only is absent.
 *
 * Throws SWEEPSTAKE_AGGREGATE_MIXED_NUMERICS where one group holds two numerics versions, and
 * SWEEPSTAKE_AGGREGATE_DUPLICATE_RUN where it holds a trial and replicate twice.
 */
export function groupRuns(runs: Iterable<RunResult>): RunGroup[] {
  const sorted = [...runs].filter((run) => !run.diverged).sort(compareRuns);
  const groups: { name: string; runs: RunResult[] }[] = [];
  let previous: RunResult | undefined;
  for (const run of sorted) {
    const same =
      previous !== undefined &&
      previous.round === run.round &&
      KEYS.every((key) => previous?.[key] === run[key]);
    const last = groups.at(-1);
    if (previous === undefined || last === undefined || !same) {
      groups.push({ name: groupName(run), runs: [run] });
    } else {
      if (previous.numerics !== run.numerics) {
        const [first, second] = [previous.numerics, run.numerics].sort(compareText);
        throw mixedNumerics(last.name, first ?? '', second ?? '');
      }
      if (previous.trial === run.trial && previous.replicate === run.replicate) {
        throw duplicateRun(last.name, run.trial, run.replicate);
      }
      last.runs.push(run);
    }
    previous = run;
  }
  return groups;
}
