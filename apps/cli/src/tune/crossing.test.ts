import { expect, test } from 'vitest';
import { crossingOf, proposalOf } from './crossing.ts';

const times = (...ratios: number[]) =>
  ratios.map((ratio, i) => ({ density: (i + 1) / 4, dense: 2, sparse: 2 * ratio }));

test('the crossing lies on the straight line between two densities', () => {
  // 0.5 at a quarter, 0.75 at a half, 1.75 at three quarters: equal a quarter of the way from the second to the third.
  expect(crossingOf(times(0.5, 0.75, 1.75))).toEqual({ density: 0.5625, found: 'between' });
  expect(crossingOf(times(0.5, 1, 2)).density).toBe(0.5);
});

test('behind the last density at which the sparse form won', () => {
  expect(crossingOf(times(1.1, 0.5, 1.5)).density).toBe(0.625);
});

test('where one form always wins there is a bound', () => {
  expect(crossingOf(times(1.5, 2, 3))).toEqual({ density: 0.25, found: 'below' });
  expect(crossingOf(times(0.2, 0.4, 0.6))).toEqual({ density: 1, found: 'above' });
});

test('the middle of several crossings is proposed, in hundredths', () => {
  const at = (...densities: number[]) =>
    densities.map((density) => ({ density, found: 'between' as const }));
  expect(proposalOf(at(0.9, 0.1, 0.337))).toBe(0.34);
  expect(proposalOf(at(0.2, 0.31))).toBeCloseTo(0.26, 2);
  expect(proposalOf(at(0.8))).toBe(0.8);
});
