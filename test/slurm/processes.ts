import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Processes of this machine for which something holds, by their ids; those that end meanwhile are left out. */
export function processesWhere(holds: (pid: number) => boolean): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && holds(pid);
      } catch {
        return false;
      }
    });
}

/** A variable of the environment that a process was started with. */
export function startedWith(pid: number, name: string): string | undefined {
  const all = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return all.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}

export const workingFolderOf = (pid: number): string => readlinkSync(`/proc/${pid}/cwd`);

export const commandOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
