import type { LiveRange } from './live-input.ts';

/**
 * `mean [min, max]`, or a mean alone of one run, `unit` after the mean. Where a run is censored mean and maximum are
 * bounds, `≥ 55 [50, ≥ 60]`; where minimum and maximum are the same bound it is said once, `≥ 60`.
 */
export function rangeOf(
  { mean, min, max, runs, censored }: LiveRange,
  print: (value: number) => string,
  unit = '',
): string {
  const bound = censored > 0 ? '≥ ' : '';
  const middle = `${bound}${print(mean)}${unit}`;
  return runs === 1 || (censored > 0 && min === max)
    ? middle
    : `${middle} [${print(min)}, ${bound}${print(max)}]`;
}
