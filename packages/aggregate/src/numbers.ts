/**
 * Rounds a summary number to 6 significant digits, and never coarser than a tenth.
 *
 * Rows carry rounded numbers so that a figure drawn from a table read back from CSV is the same
 * figure, to the byte, as one drawn from the rows in memory.
 */
export function summaryNumber(value: number): number {
  return Number(Math.abs(value) < 1e5 ? value.toPrecision(6) : value.toFixed(1));
}

/** Rounds a percentage of weights remaining to 4 decimals. */
export function roundPercent(percent: number): number {
  return Number(percent.toFixed(4));
}

/** Prints percent remaining as the paper does: 100, 51.3, 7.0; two decimals below 1: 0.19. */
export function formatPercentRemaining(percent: number): string {
  if (percent >= 99.95) return '100';
  return percent.toFixed(percent < 0.995 ? 2 : 1);
}
