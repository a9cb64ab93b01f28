/** The middle one; the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Largest over smallest, as a percentage above 100: how far repeats disagree. */
export const spread = (values: readonly number[]): string =>
  `${((Math.max(...values) / Math.min(...values) - 1) * 100).toFixed(0)}%`;

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const times = (ratio: number | undefined): string =>
  ratio === undefined || Number.isNaN(ratio) ? '' : `${ratio.toFixed(2)}x`;

export const percent = (fraction: number): string => {
  const value = fraction * 100;
  return `${value.toFixed(value < 1 ? 2 : 1)}%`;
};
