import { expect, test } from 'vitest';
import { syntheticRun } from './runs.fixture.ts';
import { speedup } from './speedup.ts';

test('the speed-up is the mean ratio over pairs of one trial, censored pairs left out', () => {
  const dense = [300, 400, 200].map((stop, trial) => syntheticRun({ trial, stop }));
  const ticket = [100, 100, 50].map((stop, trial) => syntheticRun({ trial, stop, round: 3 }));
  expect(speedup(dense, ticket)).toEqual({ mean: 3.5, min: 3, max: 4, pairs: 2, excluded: 1 });
});

test('every replicate is paired with its own trial', () => {
  const reinit = [100, 200, 400].map((stop, replicate) => syntheticRun({ replicate, stop }));
  const ticket = [syntheticRun({ stop: 50 }), syntheticRun({ trial: 1, stop: 1 })];
  expect(speedup(reinit, ticket)).toEqual({ mean: 3, min: 2, max: 4, pairs: 2, excluded: 1 });
});

test('without a usable pair there is no speed-up', () => {
  expect(speedup([syntheticRun({ stop: 400 })], [syntheticRun({ stop: 100 })])).toBeNull();
  expect(speedup([syntheticRun()], [syntheticRun({ diverged: true })])).toBeNull();
  expect(speedup([syntheticRun()], [syntheticRun({ stop: 0 })])).toBeNull();
});
