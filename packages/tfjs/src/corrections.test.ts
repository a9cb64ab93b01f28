import { ADAM } from '@sweepstake/training';
import { expect, test } from 'vitest';
import { Corrections } from './corrections.ts';

test('are 1 - beta^t, in any order of asking', () => {
  const corrections = new Corrections(ADAM);
  for (const t of [1, 2, 3, 50, 7, 1000, 1]) {
    const [first, second] = corrections.at(t);
    expect(first).toBeCloseTo(1 - 0.9 ** t, 12);
    expect(second).toBeCloseTo(1 - 0.999 ** t, 12);
  }
});

test('are 1 for rules without moments', () => {
  expect(new Corrections({ kind: 'sgd', weightDecay: 0 }).at(3)).toEqual([1, 1]);
});
