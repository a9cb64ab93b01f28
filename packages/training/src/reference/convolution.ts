/** Shapes: n examples, C channels in, O out, images H x W in and P x Q out, windows KH x KW. All row-major. */
export interface ConvolutionShape {
  readonly n: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly image: readonly [number, number];
  readonly output: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly stride: number;
  readonly padding: number;
}

/** y[n, O, P, Q] = weight[O, C, KH, KW] * x[n, C, H, W] + b[O], as `ConvolutionLayer` says; writes `y`. */
export function convolutionForward(
  y: Float64Array,
  x: Float64Array,
  weight: ArrayLike<number>,
  bias: ArrayLike<number> | null,
  shape: ConvolutionShape,
): void {
  const { outputs, output, stride } = shape;
  const plane = output[0] * output[1];
  for (let i = 0; i < y.length; i++)
    y[i] = bias === null ? 0 : bias[Math.floor(i / plane) % outputs]!;
  eachRow(shape, (w, from, to, count) => {
    const factor = weight[w]!;
    for (let q = 0; q < count; q++) y[to + q] = y[to + q]! + factor * x[from + q * stride]!;
  });
}

/** Adds to `dx[n, C, H, W]`, `dWeight[O, C, KH, KW]` and `dBias[O]` what `dy[n, O, P, Q]` contributes. */
export function convolutionBackward(
  dx: Float64Array,
  dWeight: Float64Array,
  dBias: Float64Array | null,
  dy: Float64Array,
  x: Float64Array,
  weight: ArrayLike<number>,
  shape: ConvolutionShape,
): void {
  const { outputs, output, stride } = shape;
  const plane = output[0] * output[1];
  if (dBias !== null)
    for (const [i, d] of dy.entries()) {
      const o = Math.floor(i / plane) % outputs;
      dBias[o] = dBias[o]! + d;
    }
  eachRow(shape, (w, from, to, count) => {
    const factor = weight[w]!;
    let sum = 0;
    for (let q = 0; q < count; q++) {
      const d = dy[to + q]!;
      const at = from + q * stride;
      sum += d * x[at]!;
      dx[at] = dx[at]! + d * factor;
    }
    dWeight[w] = dWeight[w]! + sum;
  });
}

/** One weight meets one row of outputs: entry `to + q` of y reads entry `from + q stride` of x, for q < count. */
type Row = (weight: number, from: number, to: number, count: number) => void;

/** Calls `visit` for every weight and every row of outputs for which the weight lies inside the image. */
function eachRow(
  { n, inputs, outputs, image, output, kernel, stride, padding }: ConvolutionShape,
  visit: Row,
): void {
  const [height, width] = image;
  for (let e = 0; e < n; e++) {
    for (let o = 0; o < outputs; o++) {
      for (let c = 0; c < inputs; c++) {
        for (let di = 0; di < kernel[0]; di++) {
          const rows = inside(di - padding, height, output[0], stride);
          for (let dj = 0; dj < kernel[1]; dj++) {
            const columns = inside(dj - padding, width, output[1], stride);
            const w = ((o * inputs + c) * kernel[0] + di) * kernel[1] + dj;
            for (let p = rows.first; p < rows.end; p++) {
              const row = (e * inputs + c) * height + p * stride + di - padding;
              const from = row * width + columns.first * stride + dj - padding;
              const to = ((e * outputs + o) * output[0] + p) * output[1] + columns.first;
              visit(w, from, to, columns.end - columns.first);
            }
          }
        }
      }
    }
  }
}

/** The outputs p = first .. end - 1, below `outputs`, with 0 <= p stride + offset < size. */
function inside(offset: number, size: number, outputs: number, stride: number) {
  const first = Math.max(0, Math.ceil(-offset / stride));
  const end = Math.min(outputs, Math.floor((size - 1 - offset) / stride) + 1);
  return { first, end: Math.max(first, end) };
}
