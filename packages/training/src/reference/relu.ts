/** y = max(x, 0), elementwise; writes `y`. NaN stays NaN. */
export function reluForward(y: Float64Array, x: Float64Array): void {
  for (const [i, value] of x.entries()) y[i] = value < 0 ? 0 : value;
}

/** Adds dy to `dx` where x > 0; the derivative at 0 is 0, as in PyTorch. */
export function reluBackward(dx: Float64Array, dy: Float64Array, x: Float64Array): void {
  for (const [i, value] of x.entries()) if (value > 0) dx[i] = dx[i]! + dy[i]!;
}
