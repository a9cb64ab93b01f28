import { expect, test } from 'vitest';
import { defaultWorkers } from './default-workers.ts';

test('the flag wins over the cluster, and the cluster over the machine', () => {
  const env = { SLURM_CPUS_PER_TASK: '6' };
  expect(defaultWorkers({ flag: '3', env, availableParallelism: 8 })).toBe(3);
  expect(defaultWorkers({ flag: 5, env, availableParallelism: 8 })).toBe(5);
  expect(defaultWorkers({ env, availableParallelism: 8 })).toBe(6);
  expect(defaultWorkers({ env: {}, availableParallelism: 8 })).toBe(8);
  expect(defaultWorkers({ env: { SLURM_CPUS_PER_TASK: '' }, availableParallelism: 8 })).toBe(8);
  expect(defaultWorkers({ availableParallelism: 2 })).toBe(2);
});

test("the machine's cores are limited by the quota of the control group, to whole cores and at least one", () => {
  const workers = (quota: number | null) => defaultWorkers({ quota, availableParallelism: 8 });
  expect([2.9, 0.5, 64, null].map(workers)).toEqual([2, 1, 8, 8]);
  const env = { SLURM_CPUS_PER_TASK: '6' };
  expect(defaultWorkers({ env, quota: 2, availableParallelism: 8 })).toBe(6);
  expect(defaultWorkers({ flag: 7, quota: 2, availableParallelism: 8 })).toBe(7);
});

test.each(['0', '-1', '1.5', 'two', '', 0, 2.5, Number.NaN])('%j workers are refused', (flag) => {
  expect(() => defaultWorkers({ flag, availableParallelism: 8 })).toThrow(
    /^--workers is .*; give a positive integer, as in --workers=2$/,
  );
});

test('the message names the variable that is wrong', () => {
  const env = { SLURM_CPUS_PER_TASK: 'many' };
  expect(() => defaultWorkers({ env, availableParallelism: 8 })).toThrow(
    'SLURM_CPUS_PER_TASK is "many"; give a positive integer, as in SLURM_CPUS_PER_TASK=2',
  );
});
