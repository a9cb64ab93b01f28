import { aggregateInOrder, compareRunNames, divergedRuns } from '@sweepstake/aggregate';
import type { DivergedRun, RunResult, SummaryRow } from '@sweepstake/aggregate';
import { collectRuns } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { readRun } from '@sweepstake/stages';
import type { Run } from '@sweepstake/stages';
import type { Store } from '@sweepstake/store';

/** What the finished trainings of a plan say; partial results are results. */
export interface Results {
  readonly plan: Plan;
  /** Finished trainings in the order of tables, read anew each time this is gone through. */
  readonly runs: Iterable<RunResult>;
  /** How many they are. */
  readonly finished: number;
  /** How many values on the evaluation grid they have, by round. */
  readonly onGrid: ReadonlyMap<number, number>;
  readonly rows: readonly SummaryRow[];
  readonly diverged: readonly DivergedRun[];
}

/** Reads and aggregates every finished training of a plan, one at a time, whatever their number. */
export function readResults(plan: Plan, store: Store): Results {
  const ordered = { ...plan, runs: plan.runs.toSorted(compareRunNames) };
  const read = (id: string): Run | null => readFinished(store, id);
  const runs = { [Symbol.iterator]: () => collectRuns(ordered, read) };
  let finished = 0;
  const onGrid = new Map<number, number>();
  const lost: RunResult[] = [];
  function* counted(): Generator<RunResult> {
    for (const run of runs) {
      finished++;
      const points = run.values.filter(({ at }) => at === 'iteration').length;
      onGrid.set(run.round, (onGrid.get(run.round) ?? 0) + points);
      if (run.diverged) lost.push({ ...run, values: [] });
      yield run;
    }
  }
  const rows = [...aggregateInOrder(counted())];
  return { plan, runs, finished, onGrid, rows, diverged: divergedRuns(lost) };
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
