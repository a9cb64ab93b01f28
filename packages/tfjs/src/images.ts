/** Values of a batch between `[n, channels, height, width]`, as here, and `[n, height, width, channels]`, as there. */

/** Values of n examples of this shape, with channels last; `[n, features]` stays in its order. A float32 copy. */
export function channelsLast(
  values: ArrayLike<number>,
  n: number,
  shape: readonly number[],
): Float32Array {
  return reordered(values, n, shape, (to, from, there, here) => {
    to[there] = from[here]!;
  });
}

/** The way back: values of n examples whose shape is `[channels, height, width]`, with channels first. A copy. */
export function channelsFirst(
  values: ArrayLike<number>,
  n: number,
  shape: readonly number[],
): Float32Array {
  return reordered(values, n, shape, (to, from, there, here) => {
    to[here] = from[there]!;
  });
}

/** The shape of one example in TensorFlow.js. */
export function imageShape(shape: readonly number[]): number[] {
  const [channels, height, width] = shape;
  return shape.length === 3 ? [height!, width!, channels!] : [...shape];
}

type Move = (to: Float32Array, from: ArrayLike<number>, there: number, here: number) => void;

function reordered(
  values: ArrayLike<number>,
  n: number,
  shape: readonly number[],
  move: Move,
): Float32Array {
  const [channels = 1, height = 1, width = 1] = shape.length === 3 ? shape : [];
  const plane = height * width;
  // One channel, or one position, is in the same order both ways.
  if (shape.length !== 3 || channels === 1 || plane === 1) return Float32Array.from(values);
  const moved = new Float32Array(values.length);
  for (let e = 0; e < n; e++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < plane; p++)
        move(moved, values, (e * plane + p) * channels + c, (e * channels + c) * plane + p);
  return moved;
}
