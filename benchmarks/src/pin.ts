import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The last core that this process may run on; undefined where `taskset` is missing. */
export function defaultCore(): number | undefined {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    const [, list = ''] = /Cpus_allowed_list:\s*(\S+)/.exec(status()) ?? [];
    const last = Number(list.split(/[,-]/).at(-1));
    return Number.isInteger(last) ? last : undefined;
  } catch {
    return undefined;
  }
}

/** A command line that runs pinned where pinning is possible. */
export function pinned(
  core: number | undefined,
  command: string,
  args: readonly string[],
): [string, string[]] {
  return core === undefined
    ? [command, [...args]]
    : ['taskset', ['-c', String(core), command, ...args]];
}

/** Pins this process and all its threads. */
export function pinSelf(core: number | undefined): void {
  if (core === undefined) return;
  execFileSync('taskset', ['-acp', String(core), String(process.pid)], { stdio: 'ignore' });
}

/** One line for the report. */
export const describePinning = (core: number | undefined): string =>
  core === undefined
    ? 'Nothing is pinned: `taskset` is missing, so the system may move processes.'
    : `One core: everything that is timed is pinned to core ${core} with \`taskset\`.`;

const status = (): string => readFileSync('/proc/self/status', 'utf8');
