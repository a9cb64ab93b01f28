import type { Head } from '@sweepstake/graph';

/** The sums that `Session.evaluate` returns beside `count`, in this order. */
export const HEAD_SUMS = {
  /** loss: cross-entropy; correct: examples whose largest output (the first of equals) is the target. */
  class: ['loss', 'correct'],
  /** As `class`, over the positions that are not padding. */
  'class-per-position': ['loss', 'correct'],
  /** Per example the mean over targets of (y - t)^2, (y - t)^2 and |y - t|. */
  regression: ['loss', 'squared_error', 'absolute_error'],
} as const satisfies Record<Head['kind'], readonly string[]>;

/** Names of the metric sums of a head: `['loss', 'correct']` for classes. */
export const metricSumNames = (head: Head): readonly string[] => HEAD_SUMS[head.kind];
