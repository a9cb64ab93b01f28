/** Most lines of a table for readers; the CSV file has them all. */
const MOST_LINES = 26;

/** Every so many of a table's lines, and the last. */
export function thin<T>(lines: readonly T[]): T[] {
  const step = Math.ceil(lines.length / MOST_LINES);
  return lines.filter((_, i) => i % step === 0 || i === lines.length - 1);
}

/** What is said below a table that was thinned; empty where it was not. */
export const thinnedNote = (shown: number, all: number): string =>
  shown < all ? `${shown} of ${all} lines; the CSV file has all.` : '';
