import { compareText } from './compare.ts';
import { csvLines } from './csv.ts';
import { compareDistributions, subjectName } from './distribution-order.ts';
import { DISTRIBUTION_COLUMNS } from './distribution-row.ts';
import type { Distribution, DistributionRow } from './distribution-row.ts';
import { duplicateBin, duplicateDistribution, mixedNumerics, mixedWidths } from './errors.ts';
import { roundPercent, summaryNumber } from './numbers.ts';

/** The densities of one bin, in order of trial, of the trials that have it. */
type Bin = { readonly x: number; sum: number; min: number; max: number; trials: number };

/**
 * Averages the densities of each subject (run without its trial, analysis, layer, group) over its trials, bin by bin:
 * mean, minimum and maximum. A bin that a trial does not have counts as density 0 there; one that no trial has gets
 * no row. A distribution without bins, of no weight at all, is left out. Where all trials count the same number of
 * weights, the mean is the density of the pooled weights (Figures 15 and 16).
 *
 * Rows come in canonical order: the columns from left to right as text or number. Bins meet, and all numbers are
 * written, with 6 significant digits; sums run in order of trial.
 *
 * Throws SWEEPSTAKE_AGGREGATE_MIXED_NUMERICS, _MIXED_WIDTHS, _DUPLICATE_DISTRIBUTION for a trial passed twice, and
 * _DUPLICATE_BIN.
 */
export function aggregateDistributions(distributions: Iterable<Distribution>): DistributionRow[] {
  const all = [...distributions].filter(({ bins }) => bins.length > 0).sort(compareDistributions);
  return [...Map.groupBy(all, subjectName).values()].flatMap(rowsOf);
}

/** The table of densities over trials as CSV text: a header, then one line per row, lines ended by a line feed. */
export function distributionsCsv(rows: Iterable<DistributionRow>): string {
  return [...csvLines(DISTRIBUTION_COLUMNS, rows)].join('');
}

/** Rows of one subject, whose trials are given in order; none where there are none. */
function rowsOf(trials: readonly Distribution[]): DistributionRow[] {
  const [first] = trials;
  if (first === undefined) return [];
  const bins = new Map<number, Bin>();
  let percents = 0;
  trials.forEach((own, index) => {
    check(first, own, trials[index - 1]);
    percents += own.percent_remaining;
    for (const [x, density] of densities(own)) {
      const bin = bins.get(x);
      if (bin === undefined) {
        bins.set(x, { x, sum: density, min: density, max: density, trials: 1 });
      } else {
        bin.sum += density;
        bin.min = Math.min(bin.min, density);
        bin.max = Math.max(bin.max, density);
        bin.trials++;
      }
    }
  });
  const { bins: _bins, trial: _trial, ...subject } = first;
  return [...bins.values()]
    .sort((a, b) => a.x - b.x)
    .map(({ x, sum, min, max, trials: having }) => ({
      ...subject,
      percent_remaining: roundPercent(percents / trials.length),
      x,
      width: summaryNumber(first.width),
      mean: summaryNumber(sum / trials.length),
      min: summaryNumber(having < trials.length ? Math.min(0, min) : min),
      max: summaryNumber(max),
      trials: trials.length,
    }));
}

function densities(own: Distribution): Map<number, number> {
  const found = new Map<number, number>();
  for (const { x, density } of own.bins) {
    const rounded = summaryNumber(x);
    if (found.has(rounded)) throw duplicateBin(subjectName(own), own.trial, rounded);
    found.set(rounded, density);
  }
  return found;
}

function check(first: Distribution, own: Distribution, previous: Distribution | undefined): void {
  const name = subjectName(own);
  if (own.numerics !== first.numerics) {
    const [one, two] = [first.numerics, own.numerics].sort(compareText);
    throw mixedNumerics(name, one ?? '', two ?? '');
  }
  if (own.width !== first.width) throw mixedWidths(name, first.width, own.width);
  if (own.trial === previous?.trial) throw duplicateDistribution(name, own.trial);
}
