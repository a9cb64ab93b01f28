/**
 * What is known of a number: between `low` and `high`, equal where it was measured. A censored early stop is known from
 * below only, so what is computed from it is bounds as well, and a statement about it may stay open.
 */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const exactly = (value: number): Bounds => ({ low: value, high: value });

export const isExact = ({ low, high }: Bounds): boolean => low === high;

/** The number, or the end that is known. */
export const known = ({ low, high }: Bounds): number => (Number.isFinite(high) ? high : low);

export const minus = (a: Bounds, b: Bounds): Bounds => ({
  low: a.low - b.high,
  high: a.high - b.low,
});

/** The ratio of numbers above 0. */
export const over = (a: Bounds, b: Bounds): Bounds => ({
  low: a.low / b.high,
  high: a.high / b.low,
});

/** The mean of at least one number. */
export const meanOf = (all: readonly Bounds[]): Bounds => ({
  low: all.reduce((sum, { low }) => sum + low, 0) / all.length,
  high: all.reduce((sum, { high }) => sum + high, 0) / all.length,
});

/** True or false where the bounds decide it, null where they leave it open. */
export type Decided = boolean | null;

export type Side = 'above' | 'below' | 'at least' | 'at most';

/** Rounding of float64 sums and differences does not make or break a tie. */
const ROUNDING = 1e-12;

/** Whether a number is on a side of another; a tie is neither above nor below. */
export function isOn(side: Side, { low, high }: Bounds, than: number): Decided {
  const [above, notBelow] = [than + ROUNDING, than - ROUNDING];
  const [surely, possibly] = {
    above: [low > above, high > above],
    'at least': [low >= notBelow, high >= notBelow],
    below: [high < notBelow, low < notBelow],
    'at most': [high <= above, low <= above],
  }[side] as [boolean, boolean];
  return surely ? true : possibly ? null : false;
}
