import { Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import {
  countSurvivors,
  countsAfterRounds,
  fullMasks,
  isNested,
  layerwiseMagnitude,
  oneShotRates,
  percentRemaining,
  ratesByRole,
  removals,
} from './index.ts';

const LENET = new Map([
  ['fc1.weight', 235_200],
  ['fc2.weight', 30_000],
  ['fc3.weight', 1_000],
]);
const RATES = new Map([
  ['fc1.weight', 0.2],
  ['fc2.weight', 0.2],
  ['fc3.weight', 0.1],
]);

// Percent remaining of LeNet after n = 0..30 rounds, derived from the paper's figure 2.
const PERCENT = [
  100.0, 80.04, 64.06, 51.28, 41.05, 32.87, 26.32, 21.07, 16.88, 13.52, 10.83, 8.68, 6.95, 5.57,
  4.47, 3.58, 2.87, 2.31, 1.85, 1.49, 1.19, 0.96, 0.77, 0.62, 0.5, 0.4, 0.33, 0.26, 0.21, 0.17,
  0.14,
];

test.each(PERCENT.map((percent, n) => [n, percent] as const))(
  'after %i rounds LeNet keeps %d percent',
  (n, percent) => {
    const left = [...countsAfterRounds(LENET, RATES, n).values()].reduce((a, b) => a + b, 0);
    expect(((100 * left) / 266_200).toFixed(2)).toBe(percent.toFixed(2));
  },
);

test('parameters without a rate keep their count', () => {
  const counts = countsAfterRounds(LENET, new Map([['fc2.weight', 0.5]]), 1);
  expect([...counts.values()]).toEqual([235_200, 15_000, 1_000]);
});

test('removals are rounded half up', () => {
  expect([0.5, 0.1, 0.2, 0.2].map((rate, i) => removals(rate, [5, 5, 2, 3][i]!))).toEqual([
    3, 1, 0, 1,
  ]);
});

test('rounds and rates are checked', () => {
  expect(() => countsAfterRounds(LENET, RATES, 1.5)).toThrow('rounds is 1.5');
  expect(() => countsAfterRounds(LENET, new Map([['fc1.weight', 2]]), 1)).toThrow(
    'pruning rate of fc1.weight is 2; it must be in 0..1',
  );
});

test('rates by role cover the prunable parameters, and a role that is left out is not pruned', () => {
  const initialiser = { kind: 'constant', value: 0 } as const;
  const roles = ['hidden', 'bias', 'convolution', 'shortcut', 'norm', 'output'] as const;
  const parameters = roles.map((role) => ({
    name: `${role}.w`,
    shape: [1],
    role,
    initialiser,
  }));
  expect([...ratesByRole(parameters, { hidden: 0.2, output: 0.1 })]).toEqual([
    ['hidden.w', 0.2],
    ['convolution.w', 0],
    ['shortcut.w', 0],
    ['output.w', 0.1],
  ]);
  expect(ratesByRole(parameters, { shortcut: 0.3 }).get('shortcut.w')).toBe(0.3);
  expect(() => ratesByRole(parameters, { hidden: 20 })).toThrow('pruning rate of hidden is 20');
});

test('one-shot rates remove what the rounds remove', () => {
  expect(oneShotRates(RATES, 0).get('fc1.weight')).toBe(0);
  expect(oneShotRates(RATES, 7).get('fc1.weight')).toBeCloseTo(1 - 0.2097152, 12);
  expect(oneShotRates(RATES, 1).get('fc3.weight')).toBeCloseTo(0.1, 12);
});

test('pruning round after round gives the closed form and nested masks, for random sizes and rates', () => {
  for (let seed = 0; seed < 60; seed++) {
    const draws = new Stream(`rounds(${seed})`);
    const names = ['x', 'y', 'z'];
    const sizes = new Map(names.map((name) => [name, 20 + draws.below(400)]));
    const rates = new Map(names.map((name) => [name, draws.uniform() * 0.4]));
    const weights = new Map(Array.from(sizes, ([name, n]) => [name, new Float32Array(n)]));
    let masks = fullMasks(weights);
    for (let round = 1; round <= 4; round++) {
      for (const tensor of weights.values()) {
        for (let i = 0; i < tensor.length; i++) tensor[i] = draws.normal();
      }
      const next = layerwiseMagnitude(weights, masks, rates);
      expect(isNested(next, masks), `seed ${seed}, round ${round}`).toBe(true);
      const expected = countsAfterRounds(sizes, rates, round);
      expect(countSurvivors(next), `seed ${seed}, round ${round}`).toEqual(expected);
      masks = next;
    }
  }
});

test('percent remaining is over all masked weights', () => {
  const masks = new Map([
    ['a', Uint8Array.of(1, 0, 0, 0)],
    ['b', Uint8Array.of(1, 1, 1, 1)],
  ]);
  expect(percentRemaining(masks)).toBe(62.5);
});
