import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from './durable.ts';

/** A process, so that no other one that ever ran has the same three values. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** When it started, in units of the system; text that is only compared. */
  readonly start: string;
}

// The number of the first process namespace, which Linux gives it on every machine.
const FIRST_NAMESPACE = 'pid:[4026531836]';

/**
 * The name of this machine in file names. In a container it also holds the number of the namespace, since process ids
 * seen in one container say nothing about the processes of another that has the same host name.
 */
export const HOST: string = `${hostname()}${namespace()}`.replace(/[^A-Za-z0-9.-]/g, '_');

/** Of this process. */
export const self = (): ProcessIdentity => ({
  host: HOST,
  pid: process.pid,
  start: statOf(process.pid)?.start ?? String(Math.round(performance.timeOrigin)),
});

/** `<host>-<pid>-<start>`, as files are named. */
export const nameOf = ({ host, pid, start }: ProcessIdentity): string => `${host}-${pid}-${start}`;

/** The inverse of `nameOf`, also where something after a dot tells two of one process apart; null for other names. */
export function parseName(name: string): ProcessIdentity | null {
  const [, host, pid, start] = /^(.+)-(\d+)-(\d*)(?:\.\w+)*$/.exec(name) ?? [];
  return host === undefined ? null : { host, pid: Number(pid), start: start ?? '' };
}

/** True where it runs on this machine, false where it ran here and does not any more, null for another machine's. */
export function isAlive({ host, pid, start }: ProcessIdentity): boolean | null {
  if (host !== HOST) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  // Process ids are used again, in containers at once; the start time tells two owners apart. A process that has
  // ended keeps its entry until its parent asks for it, which in a container may be never.
  const now = statOf(pid);
  if (now?.state === 'Z' || now?.state === 'X') return false;
  return start === '' || now === undefined || now.start === start;
}

/** State, and clock ticks between the machine's start and the process's, where the system tells (Linux). */
function statOf(pid: number): { state: string; start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields 3 and 22; the second field is the command in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, start: fields[19]! };
  } catch {
    return undefined;
  }
}

function namespace(): string {
  try {
    const found = readlinkSync('/proc/self/ns/pid');
    return found === FIRST_NAMESPACE ? '' : `.${found.replace(/\D/g, '')}`;
  } catch {
    return '';
  }
}
