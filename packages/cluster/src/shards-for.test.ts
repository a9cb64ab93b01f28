import { expect, test } from 'vitest';
import { shardsFor } from './shards-for.ts';

const HOUR = 3600;

test('trials of a quarter of an hour fill half of four hours on four cores', () => {
  const load = { trialSeconds: HOUR / 4, cpus: 4, limit: 4 * HOUR };
  // 2 h x 4 cores = 32 trials of 15 minutes.
  expect(shardsFor({ ...load, trials: 1000 })).toBe(32);
  expect(shardsFor({ ...load, trials: 64 })).toBe(2);
});

test('a short sweep is one task', () => {
  expect(shardsFor({ trials: 5, trialSeconds: 60, cpus: 4, limit: 4 * HOUR })).toBe(1);
  expect(shardsFor({ trials: 5, trialSeconds: 0, cpus: 4, limit: 4 * HOUR })).toBe(1);
});

test('a trial longer than the limit is a task of its own', () => {
  expect(shardsFor({ trials: 5, trialSeconds: 100 * HOUR, cpus: 1, limit: HOUR })).toBe(5);
});

test('no trials are refused', () => {
  expect(() => shardsFor({ trials: 0, trialSeconds: 1, cpus: 1, limit: 1 })).toThrow(
    'trials is 0; give a whole number from 1 to 10000000',
  );
});
