/** y = a + b, elementwise; writes `y`. */
export function addForward(y: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = a[i]! + b[i]!;
}

/** Adds dy to `da` and to `db`, which may be the same array; also what a layer that copies its input does to it. */
export function addBackward(dy: Float64Array, ...summands: readonly Float64Array[]): void {
  for (const d of summands) for (const [i, value] of dy.entries()) d[i] = d[i]! + value;
}
