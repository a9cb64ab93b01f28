import { notFinite } from './errors.ts';
import type { Grid } from './grid.ts';

/** One bin: its centre, and the density in it per unit of x. */
export interface Bin {
  readonly x: number;
  readonly density: number;
}

/**
 * A histogram of area 1: the densities times `width` sum to 1. `bins` are in ascending order: those that hold a value
 * and the empty ones next to them, so that a line through them comes down to 0. A bin that is absent holds nothing.
 */
export interface Histogram {
  readonly width: number;
  readonly bins: readonly Bin[];
}

/** What an analysis says of one layer, or of all, and one group of its weights ('' where there are no groups). */
export interface Density extends Histogram {
  readonly layer: string;
  readonly group: string;
}

/**
 * The density of values on a grid; null where there are none. `where` names them in the error that is thrown for one
 * that is not finite.
 */
export function histogram(grid: Grid, values: Iterable<number>, where: string): Histogram | null {
  const counts = new Map<number, number>();
  let all = 0;
  for (const value of values) {
    const k = grid.indexOf(value);
    if (!Number.isFinite(k)) throw notFinite(where, value);
    counts.set(k, (counts.get(k) ?? 0) + 1);
    all++;
  }
  if (all === 0) return null;
  const drawn = new Set<number>();
  for (const k of counts.keys())
    for (const near of [k - 1, k, k + 1])
      if (near >= grid.first && near <= grid.last) drawn.add(near);
  const bins = Array.from(drawn)
    .toSorted((a, b) => a - b)
    .map((k) => ({ x: grid.centreOf(k), density: (counts.get(k) ?? 0) / (all * grid.width) }));
  return { width: grid.width, bins };
}
