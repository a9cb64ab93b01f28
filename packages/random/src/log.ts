import { highWord, withHighWord } from './float64-bits.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';

const TWO_TO_54 = 18014398509481984;

// 2/(2n+1) for n = 1..11: 2 atanh(s) - 2 s over s on |s| <= 0.1716 is exact to 2^-60.
const C1 = 2 / 3;
const C2 = 2 / 5;
const C3 = 2 / 7;
const C4 = 2 / 9;
const C5 = 2 / 11;
const C6 = 2 / 13;
const C7 = 2 / 15;
const C8 = 2 / 17;
const C9 = 2 / 19;
const C10 = 2 / 21;
const C11 = 2 / 23;

/**
 * Natural logarithm in float64, the same bits on every engine, within 1 ulp of the exact value for every
 * positive x, subnormal ones included. x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), then the series of
 * 2 atanh(s), s = f / (2 + f), arranged around f as in Ng's fdlibm so that rounding of s does not count.
 * 0 gives -Infinity, Infinity itself; negative numbers and NaN give NaN.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return Infinity;
  let k = 0;
  let normal = x;
  if (highWord(x) < 0x00100000) {
    k = -54;
    normal = x * TWO_TO_54;
  }
  const high = highWord(normal);
  // 0x3fe6a09e is the high word of sqrt(1/2).
  const shifted = high - 0x3fe6a09e;
  const exponent = shifted >> 20;
  k += exponent;
  const f = withHighWord(normal, high - (exponent << 20)) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const series =
    z *
    (C1 +
      z *
        (C2 +
          z *
            (C3 +
              z *
                (C4 +
                  z * (C5 + z * (C6 + z * (C7 + z * (C8 + z * (C9 + z * (C10 + z * C11))))))))));
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + series) + k * LN2_LOW) - f);
}
