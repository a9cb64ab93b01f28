import { names, Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import { split } from './split.ts';

const stream = (trial: number): Stream => new Stream(names.split({ seed: 0, trial }));

test('split holds out 5,000 of 60,000 and uses every example exactly once', () => {
  const { train, validation } = split(60_000, 5_000, stream(0));
  expect([train.length, validation.length]).toEqual([55_000, 5_000]);
  const seen = new Uint8Array(60_000);
  for (const index of [...train, ...validation]) seen[index]!++;
  expect(seen.every((times) => times === 1)).toBe(true);
});

test('split holds out 5,000 of the 50,000 of CIFAR-10, whose first are pinned', () => {
  const { train, validation } = split(50_000, 5_000, stream(0));
  expect([train.length, validation.length]).toEqual([45_000, 5_000]);
  expect([...validation.subarray(0, 5)]).toEqual([29186, 18252, 49828, 31082, 34839]);
});

test('split is the permutation of the stream, cut after the validation examples', () => {
  const order = [...stream(3).permutation(10)];
  const { train, validation } = split(10, 4, stream(3));
  expect([...validation, ...train]).toEqual(order);
});

test('split is the same for a trial and another for the next', () => {
  const first = split(1000, 100, stream(0)).validation;
  expect(split(1000, 100, stream(0)).validation).toEqual(first);
  expect(split(1000, 100, stream(1)).validation).not.toEqual(first);
});

test('the first validation examples of seed 0, trial 0 are pinned', () => {
  expect([...split(60_000, 5_000, stream(0)).validation.subarray(0, 5)]).toEqual([
    36204, 51053, 16236, 22126, 9940,
  ]);
});

test.each([-1, 10, 11, 2.5, Number.NaN])('split refuses to hold out %d of 10', (validation) => {
  expect(() => split(10, validation, stream(0))).toThrow(
    `cannot hold out ${validation} of 10 training examples for validation`,
  );
});
