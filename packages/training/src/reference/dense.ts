/** Shapes: n examples, `inputs` I, `outputs` O. Everything is row-major, one example after another. */
export interface DenseShape {
  readonly n: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** y[n, O] = x[n, I] W[O, I]^T + b[O]; writes `y`. */
export function denseForward(
  y: Float64Array,
  x: Float64Array,
  weight: ArrayLike<number>,
  bias: ArrayLike<number> | null,
  { n, inputs, outputs }: DenseShape,
): void {
  for (let e = 0; e < n; e++) {
    for (let o = 0; o < outputs; o++) {
      let sum = bias === null ? 0 : bias[o]!;
      for (let i = 0; i < inputs; i++) sum += weight[o * inputs + i]! * x[e * inputs + i]!;
      y[e * outputs + o] = sum;
    }
  }
}

/** Adds to `dx[n, I]`, `dWeight[O, I]` and `dBias[O]` what `dy[n, O]` contributes. */
export function denseBackward(
  dx: Float64Array,
  dWeight: Float64Array,
  dBias: Float64Array | null,
  dy: Float64Array,
  x: Float64Array,
  weight: ArrayLike<number>,
  { n, inputs, outputs }: DenseShape,
): void {
  for (let e = 0; e < n; e++) {
    for (let o = 0; o < outputs; o++) {
      const d = dy[e * outputs + o]!;
      if (dBias !== null) dBias[o] = dBias[o]! + d;
      for (let i = 0; i < inputs; i++) {
        const w = o * inputs + i;
        dWeight[w] = dWeight[w]! + d * x[e * inputs + i]!;
        dx[e * inputs + i] = dx[e * inputs + i]! + d * weight[w]!;
      }
    }
  }
}
