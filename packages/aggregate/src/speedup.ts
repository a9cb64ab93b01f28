import type { RunResult } from './run-result.ts';

/** How many times earlier one group stops than another, over pairs of runs of the same trial. */
export type Speedup = {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Pairs behind the mean. */
  readonly pairs: number;
  /** Pairs left out: an early stop censored, missing or at iteration 0, or a run diverged. */
  readonly excluded: number;
};

const inOrder = (runs: Iterable<RunResult>): RunResult[] =>
  [...runs].sort((a, b) => a.trial - b.trial || a.replicate - b.replicate);

/** The early-stop iteration, or 0 where it cannot stand in a ratio. */
const usable = (run: RunResult): number =>
  run.diverged || run.earlyStop === null || run.earlyStop.censored ? 0 : run.earlyStop.iteration;

/**
 * Ratio of early-stop iterations, `base` over `other`: 2 means that `other` learns twice as fast.
 *
 * Every run of `base` is paired with every run of `other` of the same trial, in order of trial and
 * replicate. A censored early stop is only a bound, so its pairs are left out and counted.
 * Returns null where no pair is left.
 */
export function speedup(base: Iterable<RunResult>, other: Iterable<RunResult>): Speedup | null {
  const others = inOrder(other);
  const ratios: number[] = [];
  let excluded = 0;
  for (const slow of inOrder(base)) {
    for (const fast of others.filter((run) => run.trial === slow.trial)) {
      const [numerator, denominator] = [usable(slow), usable(fast)];
      if (numerator > 0 && denominator > 0) ratios.push(numerator / denominator);
      else excluded++;
    }
  }
  if (ratios.length === 0) return null;
  return {
    mean: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
    min: ratios.reduce((low, ratio) => Math.min(low, ratio)),
    max: ratios.reduce((high, ratio) => Math.max(high, ratio)),
    pairs: ratios.length,
    excluded,
  };
}
