import { exp, log } from '@sweepstake/random';
import type { MetricSums } from '../backend.ts';
import { badValue } from '../errors.ts';

export interface CrossEntropyOptions {
  readonly classes: number;
  /** Weight e of the uniform distribution: the target is (1 - e) onehot + e / classes. */
  readonly labelSmoothing: number;
  /** Rows with this target do not count. */
  readonly padding: number | null;
}

/**
 * Cross-entropy in nats of softmax(`logits[rows, classes]`) against `target[rows]`, summed over rows in
 * order; `gradient`, of the logits' shape, receives the derivative of the mean over counted rows.
 * Throws where a target is not a class.
 */
export function crossEntropy(
  gradient: Float64Array,
  logits: Float64Array,
  target: ArrayLike<number>,
  { classes, labelSmoothing, padding }: CrossEntropyOptions,
): MetricSums {
  let count = 0;
  let loss = 0;
  let correct = 0;
  const rows = target.length;
  for (let row = 0; row < rows; row++) {
    const t = target[row]!;
    if (t === padding) continue;
    if (!Number.isInteger(t) || t < 0 || t >= classes)
      throw badValue('target', t, `give a class in 0..${classes - 1}`);
    const z = logits.subarray(row * classes, (row + 1) * classes);
    const logTotal = logSumExp(z);
    let mean = 0;
    for (const value of z) mean += value / classes;
    count++;
    loss += logTotal - (1 - labelSmoothing) * z[t]! - labelSmoothing * mean;
    if (argmax(z) === t) correct++;
    for (let c = 0; c < classes; c++) {
      const wanted = (c === t ? 1 - labelSmoothing : 0) + labelSmoothing / classes;
      gradient[row * classes + c] = exp(z[c]! - logTotal) - wanted;
    }
  }
  if (count > 0) for (const [i, sum] of gradient.entries()) gradient[i] = sum / count;
  return { count, loss, correct };
}

/** log(sum(exp(z))), shifted by the largest entry so that it cannot overflow. */
function logSumExp(z: Float64Array): number {
  let largest = -Infinity;
  for (const value of z) largest = Math.max(largest, value);
  let total = 0;
  for (const value of z) total += exp(value - largest);
  return largest + log(total);
}

/** Index of the largest entry, the first of equals; -1 where an entry is NaN. */
function argmax(z: Float64Array): number {
  let best = 0;
  for (const [i, value] of z.entries()) {
    if (Number.isNaN(value)) return -1;
    if (value > z[best]!) best = i;
  }
  return best;
}
