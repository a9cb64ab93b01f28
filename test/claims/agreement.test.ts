import { expect, test } from 'vitest';
import { agreementOfMasks, furthestLoss } from './agreement.ts';

test('the furthest loss is the one that differs most relative to what was expected', () => {
  expect(furthestLoss([2, 1.01, 0.5], [2, 1, 0.5])).toEqual({
    relative: expect.closeTo(0.01, 12),
    step: 2,
  });
  expect(furthestLoss([2, Number.NaN], [2, 1]).relative).toBe(Number.POSITIVE_INFINITY);
  expect(() => furthestLoss([1], [1, 2])).toThrow('1 losses beside 2');
});

test('masks agree in the weights that both keep or both remove, over all layers', () => {
  const one = new Map([
    ['a', Uint8Array.of(1, 0, 1)],
    ['b', Uint8Array.of(1)],
  ]);
  const other = new Map([
    ['a', Uint8Array.of(1, 0, 0)],
    ['b', Uint8Array.of(1)],
  ]);
  expect(agreementOfMasks(one, one)).toBe(1);
  expect(agreementOfMasks(other, one)).toBe(0.75);
  expect(() => agreementOfMasks(new Map([['a', one.get('a')!]]), one)).toThrow('masks of b');
});
