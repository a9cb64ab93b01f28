import type { Bin, Histogram } from './density.ts';
import { emptyDensity } from './errors.ts';

/** The mean of a density, every bin at its centre. */
export function meanOf(density: Histogram): number {
  return sum(binsOf(density, 'mean'), ({ x, density: d }) => x * d * density.width);
}

/** The standard deviation of a density, every bin at its centre: how unevenly units keep connections (paper F.6). */
export function spreadOf(density: Histogram): number {
  const mean = meanOf(density);
  const squares = sum(density.bins, ({ x, density: d }) => (x - mean) * (x - mean) * d);
  return Math.sqrt(squares * density.width);
}

/**
 * The share of values above 0, 0..1, in which a bin that reaches across 0 counts for the part of it above: 0.5 for a
 * density that is symmetrical about 0. F.1 and F.2 of the paper speak of layers that favour one sign.
 */
export function positiveShare(density: Histogram): number {
  const { width } = density;
  const above = ({ x }: Bin): number => Math.min(1, Math.max(0, x / width + 0.5));
  return sum(binsOf(density, 'positive share'), (bin) => bin.density * width * above(bin));
}

/**
 * Density at 0 over the mean of the densities at the two modes, the highest bins below and above 0: well below 1 where
 * a layer is bimodal, about 1 where it keeps the shape of a Gaussian (paper F.1). For densities with a bin centred at 0.
 * Modes of noisy bins are too high: pool the trials first. Infinite where all values are in the bin at 0.
 */
export function bimodality(density: Histogram): number {
  const bins = binsOf(density, 'bimodality');
  const half = density.width / 2;
  const mode = (sign: 1 | -1): number =>
    bins.reduce((most, { x, density: d }) => (x * sign >= half ? Math.max(most, d) : most), 0);
  const atZero = bins.find(({ x }) => x > -half && x < half)?.density ?? 0;
  return atZero / ((mode(-1) + mode(1)) / 2);
}

/**
 * The chance that a value of `one` is larger than a value of `other`, 0..1, values of one bin counting half: above 0.5
 * where ticket weights move further than the others (paper F.5). Both must be on one grid.
 */
export function chanceLarger(one: Histogram, other: Histogram): number {
  const masses = new Map<number, { one: number; other: number }>();
  const massAt = (x: number) => masses.get(x) ?? { one: 0, other: 0 };
  for (const { x, density } of binsOf(one, 'chance'))
    masses.set(x, { ...massAt(x), one: density * one.width });
  for (const { x, density } of binsOf(other, 'chance'))
    masses.set(x, { ...massAt(x), other: density * other.width });
  let below = 0;
  let chance = 0;
  for (const [, mass] of [...masses].toSorted(([a], [b]) => a - b)) {
    chance += mass.one * (below + mass.other / 2);
    below += mass.other;
  }
  return chance;
}

function binsOf({ bins }: Histogram, statistic: string): readonly Bin[] {
  if (bins.length === 0) throw emptyDensity(statistic);
  return bins;
}

const sum = (bins: readonly Bin[], of: (bin: Bin) => number): number =>
  bins.reduce((total, bin) => total + of(bin), 0);
