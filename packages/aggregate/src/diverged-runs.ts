import { compareRuns } from './group-runs.ts';
import type { RunResult } from './run-result.ts';

/** The metric under which a diverged run holds the iteration of its divergence, at the end. */
export const DIVERGED = 'diverged';

/** A run that is left out of every mean because a loss was not finite. */
export type DivergedRun = Omit<RunResult, 'values' | 'earlyStop' | 'diverged'>;

/** Lists the diverged runs in canonical order, for the notes of readable tables. */
export function divergedRuns(runs: Iterable<RunResult>): DivergedRun[] {
  const diverged: RunResult[] = [];
  for (const run of runs) if (run.diverged) diverged.push(run);
  return diverged
    .sort(compareRuns)
    .map(({ values: _values, earlyStop: _earlyStop, diverged: _diverged, ...rest }) => rest);
}

/** The runs that have not diverged, one at a time. */
export function* withoutDiverged(runs: Iterable<RunResult>): Generator<RunResult> {
  for (const run of runs) if (!run.diverged) yield run;
}
