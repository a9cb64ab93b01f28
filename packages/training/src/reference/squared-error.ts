import type { MetricSums } from '../backend.ts';

/**
 * Mean over `targets` of (y - t)^2, summed over the examples of `outputs[n, targets]` in order; `gradient`,
 * of the same shape, receives the derivative of the mean over examples.
 */
export function squaredError(
  gradient: Float64Array,
  outputs: Float64Array,
  target: ArrayLike<number>,
  targets: number,
): MetricSums {
  const count = outputs.length / targets;
  let squared = 0;
  let absolute = 0;
  for (let e = 0; e < count; e++) {
    let squaredHere = 0;
    let absoluteHere = 0;
    for (let i = e * targets; i < (e + 1) * targets; i++) {
      const difference = outputs[i]! - target[i]!;
      squaredHere += difference * difference;
      absoluteHere += Math.abs(difference);
      gradient[i] = (2 * difference) / (targets * count);
    }
    squared += squaredHere / targets;
    absolute += absoluteHere / targets;
  }
  return { count, loss: squared, squared_error: squared, absolute_error: absolute };
}
