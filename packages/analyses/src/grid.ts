import { badFan, badWidth } from './errors.ts';

/**
 * Bins of one width by whole number k; the grid does not depend on the values, so that all trials share it. Whether a
 * value on an edge lies above or below is decided by `indexOf`, in float64.
 */
export interface Grid {
  readonly width: number;
  /** Which bin a value lies in; not finite where the value is not. */
  readonly indexOf: (value: number) => number;
  /** The middle of bin k. */
  readonly centreOf: (k: number) => number;
  /** No value lies in a bin below this one, or above the other. */
  readonly first: number;
  readonly last: number;
}

/** Of values of either sign: bin k is [(k - 1/2) width, (k + 1/2) width), so that one bin is centred at 0. */
export function signedGrid(width: number): Grid {
  checkWidth(width);
  return {
    width,
    indexOf: (value) => Math.floor(value / width + 0.5),
    centreOf: (k) => k * width,
    first: Number.NEGATIVE_INFINITY,
    last: Number.POSITIVE_INFINITY,
  };
}

/** Of values of at least 0: bin k is [k width, (k + 1) width). */
export function positiveGrid(width: number): Grid {
  checkWidth(width);
  return {
    width,
    indexOf: (value) => Math.floor(value / width),
    centreOf: (k) => (k + 0.5) * width,
    first: 0,
    last: Number.POSITIVE_INFINITY,
  };
}

/** Fractions are drawn about so wide. */
const FRACTION = 50;

/**
 * Of the fraction of a unit's `fan` connections that survive, which is given as their count 0..fan. Bin k holds the
 * counts kc, ..., kc + c - 1, c = max(1, round(fan / 50)), and reaches half a count to either side: every bin takes
 * equally many of the possible fractions, which bins of a given width would not. The topmost may reach beyond 1.
 */
export function fractionGrid(fan: number): Grid {
  if (!Number.isSafeInteger(fan) || fan < 1) throw badFan(fan);
  const counts = Math.max(1, Math.round(fan / FRACTION));
  return {
    width: counts / fan,
    indexOf: (count) => Math.floor(count / counts),
    centreOf: (k) => (k * counts + (counts - 1) / 2) / fan,
    first: 0,
    last: Math.floor(fan / counts),
  };
}

/** The largest of 1, 2 and 5 times a power of ten that is not above `most`: widths that people can read. */
export function roundWidth(most: number): number {
  checkWidth(most);
  let power = 1;
  let inverse = 1;
  while (power * 10 <= most) power *= 10;
  // Divided, not multiplied by 0.1: 5 / 1000 is the float64 nearest to 0.005.
  while (power / inverse > most) inverse *= 10;
  const digit = [5, 2, 1].find((d) => (d * power) / inverse <= most)!;
  return (digit * power) / inverse;
}

function checkWidth(width: number): void {
  if (!(width > 0) || width === Number.POSITIVE_INFINITY) throw badWidth(width);
}
