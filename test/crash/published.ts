import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aggregateRuns } from '@sweepstake/aggregate';
import { collectRuns } from '@sweepstake/experiments';
import { readRun } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import { planOf } from './sweep.ts';

/** SHA-256 of every published stage's file, by path. */
export function publishedIn(folder: string): Record<string, string> {
  const files = readdirSync(join(folder, 'stages'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(files.sort().map((file) => [file.slice(folder.length), hash(file)]));
}

/** The table that the sweep is made for, as text. */
export function tableIn(folder: string, trials: number): string {
  const store = openStore(folder, { create: false });
  const runs = [...collectRuns(planOf(trials), (id) => readRun(store, id))];
  return JSON.stringify(aggregateRuns(runs));
}

/** Files in a run folder that belong to no finished stage, without the journals. */
export const leftIn = (folder: string): string[] =>
  ['tmp', 'claims', 'owners', 'checkpoints', 'damaged', 'failures'].flatMap((name) => {
    try {
      return readdirSync(join(folder, name)).map((file) => join(name, file));
    } catch {
      return [];
    }
  });
