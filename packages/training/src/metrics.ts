import type { MetricSums } from './backend.ts';

/** Means of an evaluation: what a curve holds. */
export interface Metrics {
  /** Mean loss in nats (class heads) or mean squared error (regression). */
  readonly loss: number;
  /** Fraction of examples or positions classified correctly, 0..1; null for heads without classes. */
  readonly accuracy: number | null;
}

/** `loss / count` and `correct / count`; NaN where nothing was counted. */
export function meanMetrics(sums: MetricSums): Metrics {
  const correct = sums['correct'];
  return {
    loss: sums.loss / sums.count,
    accuracy: correct === undefined ? null : correct / sums.count,
  };
}
