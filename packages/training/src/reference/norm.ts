/** n examples of C channels, `plane` entries each (1 where a value has no image axes). */
export interface NormShape {
  readonly n: number;
  readonly channels: number;
  readonly plane: number;
}

/** Mean and biased variance of each channel, `[C]`. */
export interface Moments {
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
}

/** The moments of `x[n, C, plane]` over examples and positions. */
export function momentsOf(x: Float64Array, shape: NormShape): Moments {
  const count = shape.n * shape.plane;
  const mean = new Float64Array(shape.channels);
  const variance = new Float64Array(shape.channels);
  eachEntry(shape, (i, c) => (mean[c] = mean[c]! + x[i]!));
  for (const [c, sum] of mean.entries()) mean[c] = sum / count;
  eachEntry(shape, (i, c) => {
    const centred = x[i]! - mean[c]!;
    variance[c] = variance[c]! + centred * centred;
  });
  for (const [c, sum] of variance.entries()) variance[c] = sum / count;
  return { mean, variance };
}

/** y = scale (x - mean) / sqrt(variance + epsilon) + shift per channel; writes `y[n, C, plane]`. */
export function normForward(
  y: Float64Array,
  x: Float64Array,
  { mean, variance }: Moments,
  scale: ArrayLike<number>,
  shift: ArrayLike<number>,
  epsilon: number,
  shape: NormShape,
): void {
  const inverse = inverseDeviation(variance, epsilon);
  eachEntry(shape, (i, c) => {
    y[i] = scale[c]! * (x[i]! - mean[c]!) * inverse[c]! + shift[c]!;
  });
}

/**
 * Adds to `dx[n, C, plane]`, `dScale[C]` and `dShift[C]` what `dy[n, C, plane]` contributes, `moments` being those
 * of x itself (training mode), through which x acts as well.
 */
export function normBackward(
  dx: Float64Array,
  dScale: Float64Array,
  dShift: Float64Array,
  dy: Float64Array,
  x: Float64Array,
  { mean, variance }: Moments,
  scale: ArrayLike<number>,
  epsilon: number,
  shape: NormShape,
): void {
  const count = shape.n * shape.plane;
  const inverse = inverseDeviation(variance, epsilon);
  const normalised = (i: number, c: number): number => (x[i]! - mean[c]!) * inverse[c]!;
  const sum = new Float64Array(shape.channels);
  const product = new Float64Array(shape.channels);
  eachEntry(shape, (i, c) => {
    sum[c] = sum[c]! + dy[i]!;
    product[c] = product[c]! + dy[i]! * normalised(i, c);
  });
  eachEntry(shape, (i, c) => {
    const centred = dy[i]! - sum[c]! / count - (normalised(i, c) * product[c]!) / count;
    dx[i] = dx[i]! + scale[c]! * inverse[c]! * centred;
  });
  for (let c = 0; c < shape.channels; c++) {
    dScale[c] = dScale[c]! + product[c]!;
    dShift[c] = dShift[c]! + sum[c]!;
  }
}

const inverseDeviation = (variance: ArrayLike<number>, epsilon: number): Float64Array =>
  Float64Array.from(variance, (v) => 1 / Math.sqrt(v + epsilon));

/** Every entry of a `[n, C, plane]` value with its channel. */
function eachEntry(
  { n, channels, plane }: NormShape,
  visit: (i: number, channel: number) => void,
): void {
  for (let e = 0; e < n; e++)
    for (let c = 0; c < channels; c++) {
      const start = (e * channels + c) * plane;
      for (let i = start; i < start + plane; i++) visit(i, c);
    }
}
