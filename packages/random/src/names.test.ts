import { expect, test } from 'vitest';
import { names } from './names.ts';

test('names are spelled as every published result spells them', () => {
  const at = { seed: 0, trial: 1 };
  expect(names.split(at)).toBe('split(0,1)');
  expect(names.init(at)).toBe('init(0,1)');
  expect(names.reinit({ ...at, round: 2, replicate: 3 })).toBe('reinit(0,1,2,3)');
  expect(names.resample({ ...at, round: 2, replicate: 3 })).toBe('resample(0,1,2,3)');
  expect(names.noise({ ...at, round: 2, replicate: 3 })).toBe('noise(0,1,2,3)');
  expect(names.order({ ...at, round: 2, epoch: 3 })).toBe('order(0,1,2,3)');
  expect(names.augment({ ...at, round: 2, iteration: 3 })).toBe('augment(0,1,2,3)');
  expect(names.dropout({ ...at, round: 2, iteration: 3 })).toBe('dropout(0,1,2,3)');
  expect(names.mask({ ...at, round: 2, replicate: 3 })).toBe('mask(0,1,2,3)');
  expect(names.part(names.init(at), 'fc1.weight')).toBe('init(0,1):fc1.weight');
});

test('the order of the fields given does not change a name', () => {
  expect(names.order({ epoch: 4, round: 3, trial: 2, seed: 1 })).toBe('order(1,2,3,4)');
});

test.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])('a name refuses the number %d', (seed) => {
  expect(() => names.split({ seed, trial: 0 })).toThrow(
    `stream name split(...): seed ${seed} is not a whole number from 0 to 2^53 - 1`,
  );
});
