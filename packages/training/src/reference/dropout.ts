/** What draws: a stream of `@sweepstake/random`, or anything uniform on [0, 1). */
export interface Uniforms {
  uniform(): number;
}

/** What each entry is multiplied by: 0 with probability `rate`, else 1 / (1 - rate); one draw an entry, in order. */
export function dropoutFactors(length: number, rate: number, stream: Uniforms): Float64Array {
  const kept = 1 / (1 - rate);
  return Float64Array.from({ length }, () => (stream.uniform() >= rate ? kept : 0));
}

/** y = factors x, elementwise; writes `y`. */
export function dropoutForward(y: Float64Array, x: Float64Array, factors: Float64Array): void {
  for (const [i, factor] of factors.entries()) y[i] = factor * x[i]!;
}

/** Adds factors dy to `dx`. */
export function dropoutBackward(dx: Float64Array, dy: Float64Array, factors: Float64Array): void {
  for (const [i, factor] of factors.entries()) dx[i] = dx[i]! + factor * dy[i]!;
}
