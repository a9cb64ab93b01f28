import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@sweepstake/store';
import { findRuns, RUNS } from '../choose-run.ts';
import type { FoundRun } from '../choose-run.ts';
import { cannotBoth } from '../errors.ts';
import { COMMAND, remark, say, sayJson } from '../shell.ts';
import { linesOf } from '../status/lines.ts';
import { watched } from '../status/look-at.ts';
import type { Status, Watched } from '../status/look-at.ts';

/** Flags of `sweepstake status`. */
export interface StatusFlags {
  readonly runs?: string;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** Milliseconds between two looks. */
const EVERY = 2000;

/** `sweepstake status`: how far every run in a folder is. */
export async function status(
  { runs, watch, json }: StatusFlags,
  signal: AbortSignal,
): Promise<number> {
  if (json === true && watch === true) throw cannotBoth('--json', '--watch');
  if (runs !== undefined) openStore(runs, { create: false });
  const found = readable(findRuns(runs), runs);
  if (watch === true) return watchRuns(found, runs ?? RUNS, signal);
  const states = await lookAt(found);
  if (json === true) sayJson(states);
  else show(states, runs ?? RUNS);
  return 0;
}

/** Of all folders, one that this version cannot read is told and left out; one that was named is an error. */
function readable(found: readonly FoundRun[], named: string | undefined): Watched[] {
  return found.flatMap((one) => {
    try {
      openStore(one.folder, { create: false });
      return [watched(one)];
    } catch (error) {
      if (named !== undefined) throw error;
      remark(`sweepstake: ${one.folder} is left out: ${(error as Error).message}`);
      return [];
    }
  });
}

const lookAt = (found: readonly Watched[]): Promise<Status[]> =>
  Promise.all(found.map(({ look }) => look(Date.now())));

function show(states: readonly Status[], folder: string): void {
  if (states.length === 0)
    say(`nothing was run in ${folder} yet; start with ${COMMAND} run figure-3`);
  else for (const one of states) for (const line of linesOf(one)) say(line);
}

/**
 * Draws again and again, until everything is finished, or nothing runs any more that ran before, or a stop is asked
 * for. On a terminal in place; elsewhere whenever something changed.
 */
async function watchRuns(
  found: readonly Watched[],
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  let drawn = '';
  let ran = false;
  for (;;) {
    const states = await lookAt(found);
    const key = JSON.stringify(
      states.map(({ counts, failed, slurm }) => ({ counts, failed, slurm })),
    );
    if (process.stdout.isTTY) process.stdout.write('\u001B[H\u001B[2J');
    if (process.stdout.isTTY || key !== drawn) show(states, folder);
    drawn = key;
    const runs = states.some(({ counts }) => counts.running > 0);
    if (states.every(({ counts }) => counts.done === total(counts)) || (ran && !runs)) return 0;
    ran ||= runs;
    try {
      await sleep(EVERY, undefined, { signal });
    } catch {
      // Asked to stop, which is how one ends a watch.
      return 0;
    }
  }
}

const total = (counts: Status['counts']): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
