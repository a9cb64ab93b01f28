import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { cgroupCpus } from './cgroup-cpus.ts';

const files = (texts: Record<string, string>) => (path: string) => texts[path] ?? null;

// Texts as the kernel's documentation of control groups, versions 2 and 1, gives them.
test.each([
  ['no limit', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }, null],
  [
    'version 2',
    { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' },
    1.5,
  ],
  [
    'a limit above the group',
    {
      '/proc/self/cgroup': '0::/slurm/job_7/step_0\n',
      '/sys/fs/cgroup/slurm/job_7/step_0/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/slurm/job_7/cpu.max': '400000 100000\n',
      '/sys/fs/cgroup/slurm/cpu.max': '800000 100000\n',
    },
    4,
  ],
  [
    'version 1',
    {
      '/proc/self/cgroup': '11:memory:/docker/ab\n4:cpu,cpuacct:/docker/ab\n',
      '/sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.cfs_quota_us': '300000\n',
      '/sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.cfs_period_us': '100000\n',
    },
    3,
  ],
  [
    "version 1 in a container, where the host's path is not there",
    {
      '/proc/self/cgroup': '4:cpuacct,cpu:/docker/ab\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '250000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    2.5,
  ],
  [
    'version 1 without a limit',
    {
      '/proc/self/cgroup': '4:cpu:/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    null,
  ],
  ['no control groups', {}, null],
  ['nonsense', { '/proc/self/cgroup': 'x\n0::/\n', '/sys/fs/cgroup/cpu.max': 'many\n' }, null],
])('%s', (_, texts, cores) => {
  expect(cgroupCpus(files(texts))).toBe(cores);
});

test('this process may use some cores, or has no limit', () => {
  const cores = cgroupCpus();
  if (cores !== null) expect(cores).toBeGreaterThan(0);
  expect(availableParallelism()).toBeGreaterThan(0);
});
