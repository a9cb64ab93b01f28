import type { FormTimes } from './measure.ts';

/** Where the dense form becomes the faster one. */
export interface Crossing {
  /** A fraction of survivors, in 0..1. */
  readonly density: number;
  /** `below` or `above` where one form won at every density that was measured; the fraction is then a bound. */
  readonly found: 'between' | 'below' | 'above';
}

/**
 * The density from which the dense form is faster, by straight lines between what was measured (densities ascending,
 * at least one): behind the last one at which the sparse form won. `below` gives the first density, `above` 1.
 */
export function crossingOf(times: readonly FormTimes[]): Crossing {
  const ratio = ({ dense, sparse }: FormTimes): number => sparse / dense;
  const last = times.findLastIndex((one) => ratio(one) < 1);
  const [before, after] = [times[last], times[last + 1]];
  if (before === undefined) return { density: times[0]!.density, found: 'below' };
  if (after === undefined) return { density: 1, found: 'above' };
  const part = (1 - ratio(before)) / (ratio(after) - ratio(before));
  const density = before.density + part * (after.density - before.density);
  return { density, found: 'between' };
}

/** The threshold to propose for layers with these crossings: the middle one, in hundredths. */
export function proposalOf(crossings: readonly Crossing[]): number {
  const sorted = crossings.map(({ density }) => density).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const mean = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return Math.round(100 * mean) / 100;
}
