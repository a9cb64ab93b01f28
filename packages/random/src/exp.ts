import { powerOfTwo } from './float64-bits.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';

// oxlint-disable-next-line approx-constant -- not among the Math members allowed here
const LOG2_E = 1.4426950408889634;

// 1/n! for n = 2..13: the Taylor series on |r| <= ln(2)/2 is exact to 2^-58.
const C2 = 1 / 2;
const C3 = 1 / 6;
const C4 = 1 / 24;
const C5 = 1 / 120;
const C6 = 1 / 720;
const C7 = 1 / 5040;
const C8 = 1 / 40320;
const C9 = 1 / 362880;
const C10 = 1 / 3628800;
const C11 = 1 / 39916800;
const C12 = 1 / 479001600;
const C13 = 1 / 6227020800;

/**
 * e^x in float64, the same bits on every engine: x = k ln 2 + r by a two-part ln 2 (Cody and Waite), Taylor
 * polynomial of degree 13 in r. Within 1 ulp of the exact value wherever the result is a normal number;
 * subnormal results are rounded twice. Overflows to Infinity, underflows to 0; NaN stays NaN.
 */
export function exp(x: number): number {
  if (!(x > -746)) return x <= -746 ? 0 : Number.NaN;
  if (x > 710) return Infinity;
  const k = Math.floor(x * LOG2_E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  const r2 = r * r;
  const tail =
    C3 +
    r *
      (C4 +
        r *
          (C5 +
            r *
              (C6 + r * (C7 + r * (C8 + r * (C9 + r * (C10 + r * (C11 + r * (C12 + r * C13)))))))));
  const mantissa = 1 + (r + (lost + r2 * (C2 + r * tail)));
  if (k < -1021) return mantissa * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  if (k > 1023) return mantissa * 2 * powerOfTwo(k - 1);
  return mantissa * powerOfTwo(k);
}
