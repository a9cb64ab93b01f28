/**
 * How a twin rounds every single operation. `Math.fround` gives the bits of the strict kernels, `exact` the float64
 * sums that both flavours are compared with.
 */
export type Rounding = (x: number) => number;

/** No rounding beyond float64. */
export const exact: Rounding = (x) => x;

/** What a twin writes: Float32Array beside `Math.fround`, Float64Array beside `exact`. */
export type Floats = Float32Array | Float64Array;

/** a + b c, the product rounded before the sum. */
export const madd = (round: Rounding, a: number, b: number, c: number): number =>
  round(a + round(b * c));

/** Sum of four lanes as (l0 + l2) + (l1 + l3). */
export function sumLanes(round: Rounding, lanes: ArrayLike<number>): number {
  return round(round(lanes[0]! + lanes[2]!) + round(lanes[1]! + lanes[3]!));
}

/** max(x, 0); NaN and -0 stay as they are. */
export const rectified = (x: number): number => (x < 0 ? 0 : x);
