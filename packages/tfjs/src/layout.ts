/**
 * TensorFlow.js keeps dense weights as `[in, out]` and convolutions as `[kh, kw, in, out]`; everything else here keeps
 * them as PyTorch does, `[out, in]` and `[out, in, kh, kw]`. Weights and masks move between the two with these.
 */

/** Weights, or a mask of them. */
type Flat = Float32Array | Uint8Array;

/**
 * Dense `[out, in]` to `[in, out]`, convolution `[out, in, kh, kw]` to `[kh, kw, in, out]`; tensors of one axis stay.
 * `shape` is the one before; the result is a copy.
 */
export function toTfjs<T extends Flat>(data: T, shape: readonly number[]): T {
  const { out, inner, window } = split(shape);
  return moved(data, (from, to) => {
    for (let o = 0; o < out; o++)
      for (let i = 0; i < inner; i++)
        for (let k = 0; k < window; k++)
          to[(k * inner + i) * out + o] = from[(o * inner + i) * window + k]!;
  });
}

/** The way back from `toTfjs`; `shape` is PyTorch's. The result is a copy. */
export function fromTfjs<T extends Flat>(data: T, shape: readonly number[]): T {
  const { out, inner, window } = split(shape);
  return moved(data, (from, to) => {
    for (let o = 0; o < out; o++)
      for (let i = 0; i < inner; i++)
        for (let k = 0; k < window; k++)
          to[(o * inner + i) * window + k] = from[(k * inner + i) * out + o]!;
  });
}

/** The shape in TensorFlow.js of a parameter whose shape is PyTorch's. */
export function tfjsShape(shape: readonly number[]): number[] {
  const [out, inner, ...window] = shape;
  return inner === undefined ? [...shape] : [...window, inner, out!];
}

function split([out, inner, ...window]: readonly number[]) {
  // A tensor of one axis is a dense weight of one input: its entries stay where they are.
  return { out: out!, inner: inner ?? 1, window: window.reduce((a, b) => a * b, 1) };
}

function moved<T extends Flat>(data: T, move: (from: Flat, to: Flat) => void): T {
  const to = data.slice();
  move(data, to);
  return to as T;
}
