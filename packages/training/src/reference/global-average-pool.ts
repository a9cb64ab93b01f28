/** y[planes] = the mean of each of `x[planes, plane]`; writes `y`. */
export function globalAveragePoolForward(y: Float64Array, x: Float64Array): void {
  const plane = x.length / y.length;
  for (let p = 0; p < y.length; p++) {
    let sum = 0;
    for (let i = p * plane; i < (p + 1) * plane; i++) sum += x[i]!;
    y[p] = sum / plane;
  }
}

/** Adds dy / plane to every entry of `dx[planes, plane]`. */
export function globalAveragePoolBackward(dx: Float64Array, dy: Float64Array): void {
  const plane = dx.length / dy.length;
  for (let i = 0; i < dx.length; i++) dx[i] = dx[i]! + dy[Math.floor(i / plane)]! / plane;
}
