import { terminalTable } from '@sweepstake/aggregate';
import type { Results } from './results.ts';
import { say } from './shell.ts';

/** The table, as wide as the terminal allows, between empty lines. */
export function printTable({ rows, diverged }: Pick<Results, 'rows' | 'diverged'>): void {
  say();
  say(terminalTable(rows, { diverged, width: process.stdout.columns ?? 120 }).trimEnd());
  say();
}
