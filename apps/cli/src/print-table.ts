import { terminalTable } from '@sweepstake/aggregate';
import { measuresOf } from './measures.ts';
import type { Results } from './results.ts';
import { say } from './shell.ts';

/** The table, as wide as the terminal allows, between empty lines. */
export function printTable({
  plan,
  rows,
  diverged,
}: Pick<Results, 'plan' | 'rows' | 'diverged'>): void {
  const width = process.stdout.columns ?? 120;
  say();
  say(terminalTable(rows, { diverged, measures: measuresOf(plan), width }).trimEnd());
  say();
}
