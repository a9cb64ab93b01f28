import type { Distribution } from '@sweepstake/aggregate';
import type { Shape } from './statistic.ts';

type Histogram = Pick<Distribution, 'width' | 'bins'>;

/** Mass of a standard Gaussian within a quarter of its standard deviation of 0. */
const GAUSSIAN_CENTRE = 0.197413;

/**
 * A number that says how a density is shaped; see `Shape`. Masses come from whole bins and from the part of a bin that
 * lies on a side of a border, moments from bins' centres.
 */
export function shapeOf(density: Histogram, shape: Shape): number {
  switch (shape) {
    case 'positive':
      return massBetween(density, 0, Number.POSITIVE_INFINITY);
    case 'mean':
      return meanOf(density);
    case 'spread': {
      const mean = meanOf(density);
      return Math.sqrt(moment(density, (x) => (x - mean) * (x - mean))) / mean;
    }
    case 'few':
      return massBetween(density, Number.NEGATIVE_INFINITY, meanOf(density) / 2);
    case 'hollow': {
      const quarter = Math.sqrt(moment(density, (x) => x * x)) / 4;
      return massBetween(density, -quarter, quarter) / GAUSSIAN_CENTRE;
    }
  }
}

const moment = ({ width, bins }: Histogram, of: (x: number) => number): number =>
  bins.reduce((sum, { x, density }) => sum + of(x) * density * width, 0);

const meanOf = (density: Histogram): number => moment(density, (x) => x);

function massBetween({ width, bins }: Histogram, from: number, to: number): number {
  return bins.reduce((sum, { x, density }) => {
    const inside = Math.min(to, x + width / 2) - Math.max(from, x - width / 2);
    return sum + density * Math.min(width, Math.max(0, inside));
  }, 0);
}
