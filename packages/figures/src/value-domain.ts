import type { SummaryRow } from '@sweepstake/aggregate';
import { niceRange } from './nice-range.ts';

/** The first part of a training is steep; the axis is chosen from what comes after it. */
const SETTLED_FROM = 0.2;
/** How much of the steep part shows, as a multiple of the settled range. */
const ROOM = 1.7;

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
  const [bottom, top] = niceRange(low, high);
  return [Math.max(0, bottom), isLoss ? top : Math.min(1, top)];
}

/** The part of the points, from the worst, that need not be on the axis, where there are many. */
const TAIL = 0.2;
const MANY = 20;
/** How far the axis follows them, as a multiple of the range of the others. */
const FOLLOW = 2.2;

/** Room above the largest early stop, for the marks of those at the last iteration. */
const HEADROOM = 1.05;

/**
 * The range of the y axis against percent remaining. Iterations start at 0. Of accuracies the axis
 * follows the worst fifth of the means only so far (losses: the largest fifth), because the
 * smallest networks fall to chance.
 */
export function levelsDomain(rows: readonly SummaryRow[], metric: string): [number, number] {
  const least = rows.reduce((low, row) => Math.min(low, row.min), Infinity);
  const most = rows.reduce((high, row) => Math.max(high, row.max), -Infinity);
  if (metric === 'early_stop_iteration') return [0, HEADROOM * Math.max(most, 1)];
  const means = rows.map((row) => row.mean).sort((a, b) => a - b);
  const tail = means.length < MANY ? 0 : Math.floor(TAIL * means.length);
  if (metric.endsWith('_loss')) {
    const body = Math.max((means.at(-1 - tail) ?? most) - least, 1e-6);
    const followed = rows.filter((row) => row.mean <= least + FOLLOW * body);
    const high = followed.reduce((high, row) => Math.max(high, row.max), least + body);
    const [bottom, top] = niceRange(least, Math.min(high, least + FOLLOW * body));
    return [Math.max(0, bottom), top];
  }
  const body = Math.max(most - (means[tail] ?? least), 0.005);
  const followed = rows.filter((row) => row.mean >= most - FOLLOW * body);
  const low = followed.reduce((low, row) => Math.min(low, row.min), most - body);
  const [bottom, top] = niceRange(Math.max(low, most - FOLLOW * body), most);
  return [Math.max(0, bottom), Math.min(1, top)];
}
