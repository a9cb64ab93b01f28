import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import type { PlannedStage } from '@sweepstake/experiments';
import { afterEach, expect, test, vi } from 'vitest';
import { crewOf, crewWish, widestLevel } from './crew.ts';

const CONV = configOf('conv-2', 'smoke');

const stagesOf = (...overrides: string[]): readonly PlannedStage[] =>
  expand(applyOverrides(CONV, overrides), 'engine-1').stages;

const ONE = stagesOf('trials=1', 'reinit.replicates=0');

afterEach(() => vi.unstubAllEnvs());

test('the widest level is the number of trainings that can run at the same time', () => {
  expect(widestLevel(ONE)).toBe(1);
  expect(widestLevel(stagesOf('trials=5', 'reinit.replicates=0'))).toBe(5);
  // The last ticket of each trial beside three reinitialisations.
  expect(widestLevel(stagesOf('trials=2', 'reinit.replicates=3'))).toBe(8);
  expect(widestLevel(ONE.slice(2))).toBe(1);
  expect(widestLevel([])).toBe(0);
});

test('spare cores become threads, whole ones for each training', () => {
  const wish = { workers: 8, fixed: false, threads: null };
  expect(crewOf(wish, ONE)).toEqual({ workers: 1, threads: 8 });
  const three = stagesOf('trials=3', 'reinit.replicates=0');
  expect(crewOf(wish, three)).toEqual({ workers: 3, threads: 2 });
  const many = stagesOf('trials=9', 'reinit.replicates=0');
  expect(crewOf(wish, many)).toEqual({ workers: 8, threads: 1 });
  expect(crewOf({ ...wish, workers: 1, fixed: true }, ONE)).toEqual({
    workers: 1,
    threads: 1,
  });
});

test('threads that are asked for come out of the workers, unless these are given', () => {
  const wish = { workers: 8, fixed: false, threads: 3 };
  expect(crewOf(wish, ONE)).toEqual({ workers: 2, threads: 3 });
  expect(crewOf({ ...wish, fixed: true }, ONE)).toEqual({ workers: 8, threads: 3 });
  expect(crewOf({ ...wish, threads: 20 }, ONE)).toEqual({ workers: 1, threads: 20 });
});

test('what cannot be shared runs on one thread', () => {
  const wish = { workers: 8, fixed: false, threads: 4 };
  const flat = expand(configOf('figure-3', 'tiny'), 'engine-1').stages;
  expect(crewOf(wish, flat)).toEqual({ workers: 8, threads: 1 });
  expect(crewOf(wish, stagesOf('backend=reference'))).toEqual({ workers: 8, threads: 1 });
  expect(crewOf(wish, [...flat, ...ONE])).toEqual({ workers: 2, threads: 4 });
});

test('the flag goes before the environment', () => {
  vi.stubEnv('SWEEPSTAKE_THREADS', '');
  expect(crewWish({}).threads).toBeNull();
  vi.stubEnv('SWEEPSTAKE_THREADS', '3');
  expect(crewWish({}).threads).toBe(3);
  expect(crewWish({ threads: '2', workers: '5' })).toEqual({ workers: 5, fixed: true, threads: 2 });
  vi.stubEnv('SWEEPSTAKE_THREADS', 'all');
  expect(() => crewWish({})).toThrow('SWEEPSTAKE_THREADS is "all"; give a positive integer');
});
