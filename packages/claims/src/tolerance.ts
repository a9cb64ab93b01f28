import type { Bounds, Decided, Side } from './bounds.ts';
import type { Size } from './statistic.ts';

/** How far a ratio or a level may be from the paper's, as a factor; both ends are within. */
export const FACTOR = { least: 0.67, most: 1.5 } as const;

/** How far an accuracy or a gain may be from the paper's: 0.2 points for LeNet, 1 point on CIFAR-10, as fractions. */
export const points = (network: string): number => (network.startsWith('lenet') ? 0.002 : 0.01);

/** The largest difference that counts as none: 0.3 points. */
export const NO_DIFFERENCE = 0.003;

const ROUNDING = 1e-9;

/** Whether a number lies in a range, ends included; null where its bounds leave it open. */
export function isBetween({ low, high }: Bounds, least: number, most: number): Decided {
  const [from, to] = [least - ROUNDING, most + ROUNDING];
  if (low >= from && high <= to) return true;
  return high < from || low > to ? false : null;
}

/** Whether a number has the paper's size; `side` is where "or more" leads. */
export function hasSize(bounds: Bounds, size: Size, side: Side): Decided {
  const { value, within, orMore } = size;
  const least = within === 'factor' ? FACTOR.least * value : value - within;
  const most = within === 'factor' ? FACTOR.most * value : value + within;
  const isUp = side === 'above' || side === 'at least';
  return isBetween(
    bounds,
    orMore && !isUp ? Number.NEGATIVE_INFINITY : least,
    orMore && isUp ? Number.POSITIVE_INFINITY : most,
  );
}

/** Whether a level in percent is the paper's, which may be a range from its largest to its smallest. */
export function isAtLevel(
  bounds: Bounds,
  percent: number | readonly [number, number],
  orFurther = false,
): Decided {
  const [largest, smallest] = typeof percent === 'number' ? [percent, percent] : percent;
  return isBetween(bounds, orFurther ? 0 : FACTOR.least * smallest, FACTOR.most * largest);
}
