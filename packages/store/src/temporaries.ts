import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { makeFolder } from './durable.ts';
import { entries } from './entries.ts';
import { isAlive, nameOf, parseName, self } from './identity.ts';

let made = 0;

/**
 * A path in the temporary folder that no other thread, process or machine uses; not created. Named
 * `<host>-<pid>-<start>.<thread>.<number>.<purpose>`; `purpose` is letters, digits and underscores.
 */
export function temporary(tmp: string, purpose: string): string {
  makeFolder(tmp);
  return join(tmp, `${nameOf(self())}.${threadId}.${made++}.${purpose}`);
}

/**
 * Removes what dead processes of this machine left in the temporary folder, and returns the names.
 * What belongs to a living process, or to another machine, stays.
 */
export function sweepTemporaries(tmp: string): string[] {
  const removed: string[] = [];
  for (const name of entries(tmp)) {
    const owner = parseName(name);
    if (owner === null || isAlive(owner) !== false) continue;
    rmSync(join(tmp, name), { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}
