type Range = readonly [number, number];
type Bar = { readonly mean: number; readonly min: number; readonly max: number };

/** Whether a row's mean is on the y axis. */
export const isInside = ({ mean }: Bar, [low, high]: Range): boolean => mean >= low && mean <= high;

/** Whether any of the bar from minimum to maximum is on the y axis. */
export const isTouching = ({ min, max }: Bar, [low, high]: Range): boolean =>
  max >= low && min <= high;

/**
 * Whether a line through the means comes into its panel. One that does not must not be drawn: the
 * PNG renderer aborts the process at a clipped group that lies off the picture (resvg 2.6.2).
 */
export function isInSight(rows: readonly Bar[], [low, high]: Range): boolean {
  return rows.some((row, index) => {
    const last = rows[index - 1] ?? row;
    return Math.max(row.mean, last.mean) >= low && Math.min(row.mean, last.mean) <= high;
  });
}
