import { names, Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import { batchIndices } from './batch-indices.ts';

const train = Int32Array.from([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
const at = { seed: 0, trial: 1, round: 2 };

const first = (order: object): number[] => [
  ...batchIndices({ train, batch: 11, ...at, ...order })(1),
];

test('an epoch gives every example once, apart from the last partial batch', () => {
  const batches = batchIndices({ train, batch: 3, ...at });
  for (const epoch of [0, 1, 5]) {
    const seen = [1, 2, 3].flatMap((t) => [...batches(epoch * 3 + t)]);
    expect(seen.length).toBe(9);
    expect(new Set(seen).size).toBe(9);
    expect(seen.every((index) => train.includes(index))).toBe(true);
  }
});

test('the examples dropped differ from epoch to epoch', () => {
  const batches = batchIndices({ train, batch: 3, ...at });
  const seen = new Set<number>();
  for (let t = 1; t <= 30; t++) for (const index of batches(t)) seen.add(index);
  expect(seen.size).toBe(11);
});

test('epoch e is the shuffle of the training indices by its named stream', () => {
  const batches = batchIndices({ train, batch: 5, ...at });
  for (const epoch of [0, 1, 2]) {
    const order = train.slice();
    new Stream(names.order({ ...at, epoch })).shuffle(order);
    expect([...batches(2 * epoch + 1), ...batches(2 * epoch + 2)]).toEqual([
      ...order.subarray(0, 10),
    ]);
  }
});

test('any iteration may be asked for in any order, and earlier batches stay as they were', () => {
  const forward = batchIndices({ train, batch: 4, ...at });
  const expected = Array.from({ length: 12 }, (_, i) => forward(i + 1));
  const copies = expected.map((indices) => [...indices]);
  const jumping = batchIndices({ train, batch: 4, ...at });
  for (const t of [12, 1, 7, 2, 11, 3]) expect([...jumping(t)]).toEqual(copies[t - 1]);
  expect(expected.map((indices) => [...indices])).toEqual(copies);
  expect([...train]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
});

test('a ticket and its reinit see the same batches; another round, trial or seed does not', () => {
  expect(first({})).toEqual(first({}));
  expect(first({ round: 3 })).not.toEqual(first({}));
  expect(first({ trial: 0 })).not.toEqual(first({}));
  expect(first({ seed: 1 })).not.toEqual(first({}));
});

test.each([0, 12, 1.5, Number.NaN])('batch %d of 11 examples is refused', (batch) => {
  expect(() => batchIndices({ train, batch, ...at })).toThrow(
    `batch ${batch} does not fit 11 training examples; choose a whole number from 1 to 11`,
  );
});

test.each([0, -1, 0.5])('iteration %d is refused', (t) => {
  expect(() => batchIndices({ train, batch: 3, ...at })(t)).toThrow(`iteration ${t} has no batch`);
});
