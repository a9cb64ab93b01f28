import type { SummaryRow } from '@sweepstake/aggregate';

/** The first part of a training is steep; the axis is chosen from what comes after it. */
const SETTLED_FROM = 0.2;
/** How much of the steep part shows, as a multiple of the settled range. */
const ROOM = 1.7;

/** A step of 1, 2 or 5 times a power of ten that divides `range` into four to ten parts. */
function niceStep(range: number): number {
  let step = 1;
  while (step > range) step /= 10;
  while (step * 10 <= range) step *= 10;
  const parts = range / step;
  return parts >= 5 ? step : parts >= 2.5 ? step / 2 : step / 5;
}

/**
 * The range of the y axis of learning curves: everything from a fifth of the training on, and some
 * of the steep part before it, rounded outwards. Accuracies are cut below, losses above; a
 * fraction never leaves 0..1.
 */
export function valueDomain(rows: readonly SummaryRow[], metric: string): [number, number] {
  const last = rows.reduce((most, row) => Math.max(most, row.iteration ?? 0), 0);
  const settled = rows.filter((row) => (row.iteration ?? 0) >= SETTLED_FROM * last);
  let low = settled.reduce((least, row) => Math.min(least, row.min), Infinity);
  let high = settled.reduce((most, row) => Math.max(most, row.max), -Infinity);
  const isLoss = metric.endsWith('_loss');
  const range = Math.max(high - low, isLoss ? 1e-6 : 0.005);
  if (isLoss) high = low + ROOM * range;
  else low = high - ROOM * range;
  const step = niceStep(high - low);
  // Steps below 1 are reciprocals of whole numbers, so whole quotients give round numbers.
  const round = (value: number, up: boolean): number => {
    const quotient = value / step;
    const whole = up ? Math.ceil(quotient - 1e-9) : Math.floor(quotient + 1e-9);
    return Number((whole * step).toPrecision(12));
  };
  const bottom = Math.max(0, round(low, false));
  return [bottom, isLoss ? round(high, true) : Math.min(1, round(high, true))];
}
