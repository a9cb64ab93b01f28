import { DISTRIBUTION_COLUMNS } from '@sweepstake/aggregate';
import type { DistributionRow } from '@sweepstake/aggregate';
import type { DistributionLine } from './definition.ts';
import { mixedRows } from './errors.ts';

/** What a density has one value of in each bin; of all other columns it has one value. */
const OF_BINS: readonly string[] = ['x', 'mean', 'min', 'max', 'trials'];

const LABELS = DISTRIBUTION_COLUMNS.filter((column) => !OF_BINS.includes(column));

/** A point of a density's outline: the left edge of a bin with what holds up to the next point. */
export type OutlinePoint = {
  readonly x: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
};

/**
 * The rows that a line selects, by bin.
 *
 * Throws SWEEPSTAKE_FIGURES_MIXED_ROWS where they are of several densities.
 */
export function selectBins(
  line: DistributionLine,
  rows: readonly DistributionRow[],
): DistributionRow[] {
  const wanted = Object.entries(line.select) as [keyof DistributionRow, unknown][];
  const own = rows.filter((row) => wanted.every(([column, value]) => row[column] === value));
  for (const column of LABELS) {
    const values = [...new Set(own.map((row) => row[column]))];
    if (values.length > 1) throw mixedRows(column, values.map(String).sort());
  }
  return own.sort((a, b) => a.x - b.x);
}

const NOTHING = { mean: 0, min: 0, max: 0 };

/** The outline of a histogram, from zero to zero; bins that are absent are empty. */
export function outline(bins: readonly DistributionRow[]): OutlinePoint[] {
  const points: OutlinePoint[] = [];
  const edge = (x: number): number => Number(x.toPrecision(9));
  let end: number | undefined;
  for (const { x, width, mean, min, max } of bins) {
    const left = x - width / 2;
    if (end === undefined) points.push({ x: edge(left), ...NOTHING });
    else if (left - end > width / 2) points.push({ x: edge(end), ...NOTHING });
    points.push({ x: edge(left), mean, min, max });
    end = left + width;
  }
  if (end !== undefined) points.push({ x: edge(end), ...NOTHING });
  return points;
}
