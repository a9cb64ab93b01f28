import { readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { codeOf, makeFolder } from './durable.ts';
import { entries } from './entries.ts';

/** `<purpose>~<host>~<pid>~<start of the process>~<thread>-<number>` */
const NAME = /^[^~]+~([^~]*)~(\d+)~(\d*)~\d+-\d+$/;
const HOST = hostname().replace(/[^A-Za-z0-9.-]/g, '_');
let made = 0;

/** A path in the temporary folder that no other thread, process or machine uses; not created. */
export function temporary(tmp: string, purpose: string): string {
  makeFolder(tmp);
  const owner = `${HOST}~${process.pid}~${startOf(process.pid) ?? ''}`;
  return join(tmp, `${purpose}~${owner}~${threadId}-${made++}`);
}

/**
 * Removes what dead processes of this machine left in the temporary folder, and returns the names.
 * What belongs to a living process, or to another machine, stays.
 */
export function sweepTemporaries(tmp: string): string[] {
  const removed: string[] = [];
  for (const name of entries(tmp)) {
    const [, host, pid, start] = NAME.exec(name) ?? [];
    if (host !== HOST || pid === undefined || isAlive(Number(pid), start ?? '')) continue;
    rmSync(join(tmp, name), { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}

// Process ids are used again, in containers at once; the start time tells two owners apart.
function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  const now = startOf(pid);
  return start === '' || now === undefined || now === start;
}

/** Clock ticks between the machine's start and the process's, where the system tells (Linux). */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the second field is the command in parentheses and may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
