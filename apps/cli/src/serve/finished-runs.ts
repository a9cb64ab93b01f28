import { aggregateRuns } from '@sweepstake/aggregate';
import type { RunResult, SummaryRow } from '@sweepstake/aggregate';
import { collectRuns } from '@sweepstake/experiments';
import type { Plan, RunLabel } from '@sweepstake/experiments';
import { readRun } from '@sweepstake/stages';
import type { Run } from '@sweepstake/stages';
import { readJournals } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';

/** So many trainings are read at one look, so that no look takes long. */
const AT_ONCE = 200;

/** The finished trainings of a plan, read once each while it runs. */
export interface FinishedRuns {
  /** Reads what is new, as much as fits into one look. */
  update(store: Store): void;
  /** Early stop and end of all that was read so far. */
  rows(): readonly SummaryRow[];
  /** Ids of the trainings that ended last, the last one first. */
  latest(): readonly string[];
}

/** See `FinishedRuns`; what is kept of a training are a few numbers, whatever the length of its curve. */
export function finishedRuns(plan: Plan): FinishedRuns {
  const labels = Map.groupBy(plan.runs, ({ stage }) => stage);
  const seen = new Set<string>();
  let order: string[] = [];
  let waiting: string[] = [];
  const results: RunResult[] = [];
  let summary: readonly SummaryRow[] | null = [];

  const update = (store: Store): void => {
    const found = store.names().filter((id) => labels.has(id) && !seen.has(id));
    const added = seen.size === 0 ? inOrderOfJournals(store, found) : found;
    for (const id of added) seen.add(id);
    order.push(...added);
    waiting.push(...added);
    const now = waiting.splice(0, AT_ONCE);
    for (const id of now) {
      const run = readIfWhole(store, id);
      // Damaged, or given up meanwhile: the stage counts as not finished, and may come again.
      if (run === null) {
        seen.delete(id);
        order = order.filter((other) => other !== id);
      } else results.push(...resultsOf(plan, labels.get(id)!, run));
    }
    if (now.length > 0) summary = null;
  };

  const rows = (): readonly SummaryRow[] => (summary ??= aggregateRuns(results));
  return { update, rows, latest: () => order.toReversed() };
}

/** Those that no journal tells of stand first. */
function inOrderOfJournals(store: Store, ids: readonly string[]): string[] {
  const ended = new Map<string, number>();
  for (const { events } of readJournals(store))
    for (const { kind, id, at } of events) if (kind === 'finished') ended.set(id, at);
  return ids.toSorted((a, b) => (ended.get(a) ?? 0) - (ended.get(b) ?? 0));
}

function readIfWhole(store: Store, id: string): Run | null {
  try {
    return readRun(store, id);
  } catch {
    return null;
  }
}

/** A diverged training has no result: tables leave it out and name it. */
function resultsOf(plan: Plan, runs: readonly RunLabel[], run: Run): RunResult[] {
  return Array.from(
    collectRuns({ ...plan, runs }, () => run),
    (result) => ({
      ...result,
      values: result.values.filter(({ at }) => at !== 'iteration'),
    }),
  ).filter(({ diverged }) => !diverged);
}
