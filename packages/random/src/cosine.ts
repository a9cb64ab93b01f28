// pi/2 in three parts; the first two are cut to 30 and 32 bits, so that products with a quadrant are exact.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.07710049817245e-11;
const HALF_PI_3 = 8.333742918520879e-20;
const TWO_OVER_PI = 0.6366197723675814;

// Taylor series on |r| <= pi/4: exact to 2^-58.
const S = [
  -1 / 6,
  1 / 120,
  -1 / 5040,
  1 / 362880,
  -1 / 39916800,
  1 / 6227020800,
  -1 / 1307674368000,
  1 / 355687428096000,
];
const C = [
  1 / 24,
  -1 / 720,
  1 / 40320,
  -1 / 3628800,
  1 / 479001600,
  -1 / 87178291200,
  1 / 20922789888000,
];

function series(coefficients: readonly number[], z: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * z + coefficients[i]!;
  return sum;
}

/** sin(x + quarter * pi/2). */
function turned(x: number, quarter: number): number {
  const n = Math.floor(x * TWO_OVER_PI + 0.5);
  const r = x - n * HALF_PI_1 - n * HALF_PI_2 - n * HALF_PI_3;
  const z = r * r;
  const quadrant = (n + quarter) & 3;
  const value =
    (quadrant & 1) === 1 ? 1 - (0.5 * z - z * z * series(C, z)) : r + r * z * series(S, z);
  return (quadrant & 2) === 2 ? -value : value;
}

/**
 * Sine in float64, the same bits on every engine; absolute error below 2.3e-16 for |x| <= 1e6 (radians), and no
 * accuracy promised beyond. Three-part pi/2 (Cody and Waite), then a Taylor polynomial.
 */
export const sin = (x: number): number => turned(x, 0);

/** Cosine in float64, as `sin`. */
export const cos = (x: number): number => turned(x, 1);
