import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The text of a file; null where it cannot be read. */
export type ReadText = (path: string) => string | null;

const ROOT = '/sys/fs/cgroup';

/**
 * How many cores' time the control groups of this process may use, a fraction where they say so; null where they set
 * no limit, or the system has none (`availableParallelism` counts cores, and not every Node sees these limits).
 * Both versions of Linux: `cpu.max`, and `cpu.cfs_quota_us` with `cpu.cfs_period_us`. The smallest limit on the way
 * from the group to the root counts. `read` is for tests.
 */
export function cgroupCpus(read: ReadText = readText): number | null {
  const lines = (read('/proc/self/cgroup') ?? '').split('\n');
  const limits = lines.flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers === '') return parents(path).map((group) => unified(read, group));
    if (!controllers.split(',').includes('cpu')) return [];
    return parents(path).flatMap((group) =>
      [controllers, 'cpu', 'cpu,cpuacct'].map((mount) => legacy(read, mount, group)),
    );
  });
  const set = limits.filter((limit) => limit !== null);
  return set.length === 0 ? null : Math.min(...set);
}

/** `/a/b`, `/a`, `/`; inside a container the path may be that of the host, and only the root is there. */
function parents(path: string): string[] {
  const clean = posix.normalize(path);
  return clean === '/' ? ['/'] : [clean, ...parents(posix.dirname(clean))];
}

/** `cpu.max`: quota and period in microseconds, or `max`. */
function unified(read: ReadText, group: string): number | null {
  const [quota, period] = (read(posix.join(ROOT, group, 'cpu.max')) ?? '').trim().split(/\s+/);
  return ratio(quota, period);
}

function legacy(read: ReadText, mount: string, group: string): number | null {
  const folder = posix.join(ROOT, mount, group);
  const quota = read(posix.join(folder, 'cpu.cfs_quota_us'))?.trim();
  return ratio(quota, read(posix.join(folder, 'cpu.cfs_period_us'))?.trim());
}

/** Null for `max`, for -1, and for what is no number. */
function ratio(quota: string | undefined, period: string | undefined): number | null {
  const [a, b] = [Number(quota), Number(period)];
  return a > 0 && b > 0 ? a / b : null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
