import { aggregateRuns, divergedRuns } from '@sweepstake/aggregate';
import type { DivergedRun, RunResult, SummaryRow } from '@sweepstake/aggregate';
import { collectRuns } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { readRun } from '@sweepstake/stages';
import type { Store } from '@sweepstake/store';

/** What the finished trainings of a plan say; partial results are results. */
export interface Results {
  readonly plan: Plan;
  readonly runs: readonly RunResult[];
  readonly rows: readonly SummaryRow[];
  readonly diverged: readonly DivergedRun[];
}

/** Reads and aggregates every finished training of a plan. */
export function readResults(plan: Plan, store: Store): Results {
  const read = (id: string) => (store.has(id) ? readRun(store, id) : null);
  const runs = [...collectRuns(plan, read)];
  return { plan, runs, rows: aggregateRuns(runs), diverged: divergedRuns(runs) };
}
