import type { RunOutcome } from './execute-run.ts';

/** Lines on what is missing at the end of a run; none where everything is there. */
export function problemLines({ failed, blocked }: RunOutcome): string[] {
  const lines: string[] = [];
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
