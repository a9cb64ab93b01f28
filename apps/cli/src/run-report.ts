import { counted, duration } from './duration.ts';
import type { RunOutcome } from './execute-run.ts';
import type { EndedRun } from './run-experiment.ts';

/** `done after 41 s: 45 of 45 stages are finished`. */
export function doneLine({ stages, finished, skipped, stopped, seconds }: RunOutcome): string {
  if (stages === 0) return 'there is nothing to train';
  if (finished === 0 && skipped === stages) return `all ${stages} stages were finished before`;
  const before = skipped === 0 ? '' : ` (${skipped} of them before)`;
  const how = stopped ? 'stopped' : 'done';
  return `${how} after ${duration(seconds)}: ${finished + skipped} of ${stages} stages are finished${before}`;
}

/** Lines on what is missing at the end of a run; none where everything is there. */
export function problemLines({ failed, blocked, halted, left }: RunOutcome): string[] {
  const lines: string[] = [];
  if (halted !== null && left > 0) lines.push(`not done: ${counted(left, 'stage')}: ${halted}`);
  for (const { message, labels } of byMessage(failed)) {
    const [first = ''] = labels;
    const more = labels.length === 1 ? '' : ` and ${labels.length - 1} more`;
    lines.push(`not done: ${first}${more}: ${message}`);
  }
  if (blocked.length > 0) {
    const waiting = blocked.length === 1 ? '1 stage' : `${blocked.length} stages`;
    lines.push(`not run because of that: ${waiting}, from ${blocked[0]!}`);
  }
  return lines;
}

function byMessage(failed: RunOutcome['failed']) {
  const groups = new Map<string, string[]>();
  for (const { label, error } of failed)
    groups.set(error.message, [...(groups.get(error.message) ?? []), label]);
  return [...groups].map(([message, labels]) => ({ message, labels }));
}

/** What `--json` prints of a run. */
export function jsonReport({ results, outcome, tables, shared }: EndedRun) {
  const { plan, rows, diverged } = results;
  const { store, ...counts } = outcome;
  const { config, numerics } = plan;
  const levels = rows.filter(({ at }) => at !== 'iteration');
  return {
    config,
    numerics,
    folder: store.root,
    ...counts,
    shared,
    diverged,
    tables,
    rows: levels,
  };
}
