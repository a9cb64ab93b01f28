import { describe, expect, it } from 'vitest';
import { splitReciprocal } from './split-reciprocal.ts';
import { Draw } from './testing/draw.ts';

/** Whether the two factors give the correctly rounded quotient of every byte. */
function exact(divisor: number): boolean {
  const split = splitReciprocal(divisor);
  if (split === null) return false;
  return Array.from({ length: 256 }, (_, v) => v).every(
    (v) =>
      // The first product is exact, so that only the sum rounds.
      Math.fround(v * split.high) === v * split.high &&
      Math.fround(v * split.high + Math.fround(v * split.low)) === Math.fround(v / divisor),
  );
}

describe('splitReciprocal', () => {
  it.each([255, 255 * 0.3081, 16, 1, 2, 256])(
    'is exact for every byte divided by %d',
    (divisor) => {
      expect(exact(divisor)).toBe(true);
    },
  );

  it('is null or exact for random divisors', () => {
    const draw = new Draw(1);
    let found = 0;
    for (let i = 0; i < 200; i++) {
      const divisor = 0.01 + 300 * draw.uniform();
      if (splitReciprocal(divisor) === null) continue;
      found++;
      expect(exact(divisor), `divisor ${divisor}`).toBe(true);
    }
    console.log(`splitReciprocal: found for ${found} of 200 random divisors`);
  });

  it('is null where 1 / divisor is no float32', () => {
    expect(splitReciprocal(1e-40)).toBe(null);
  });

  it('gives the same answer again', () => {
    expect(splitReciprocal(255)).toBe(splitReciprocal(255));
  });
});
