import { expect, test } from 'vitest';
import { inverseNormal } from './inverse-normal.ts';

test('inverseNormal gives the values published with algorithm AS 241 and reaches the far tail', () => {
  expect(inverseNormal(0.25 - 0.5)).toBeCloseTo(-0.6744897501960817, 15);
  expect(inverseNormal(0.001 - 0.5)).toBeCloseTo(-3.090232306167814, 13);
  // The third published point, 1e-20, is not 0.5 + q for any float64 q; 2^-54 is the smallest, and its
  // value is from 140-bit arithmetic.
  expect(inverseNormal(2 ** -54 - 0.5)).toBeCloseTo(-8.292361075813595, 14);
});

test('inverseNormal is odd, 0 at one half and infinite at the ends', () => {
  for (const q of [0.1, 0.3, 0.425, 0.43, 0.4999, 0.5 - 2 ** -53]) {
    expect(inverseNormal(-q)).toBe(-inverseNormal(q));
  }
  expect(inverseNormal(0)).toBe(0);
  expect(inverseNormal(0.5)).toBe(Infinity);
  expect(inverseNormal(-0.5)).toBe(-Infinity);
  expect(inverseNormal(0.6)).toBeNaN();
});
