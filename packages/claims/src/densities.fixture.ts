import type { Distribution } from '@sweepstake/aggregate';
import type { Shape } from './statistic.ts';

type Bins = Distribution['bins'];

/** Bins a tenth wide whose masses come to 1. */
const masses = (all: readonly (readonly [x: number, mass: number])[]): Bins =>
  all.map(([x, mass]) => ({ x, density: mass / 0.1 }));

/** Falls from 0 to both sides, as a Gaussian does. */
const peak = masses([
  [-0.2, 1 / 9],
  [-0.1, 2 / 9],
  [0, 3 / 9],
  [0.1, 2 / 9],
  [0.2, 1 / 9],
]);

const hole = masses([
  [-0.3, 0.5],
  [0.3, 0.5],
]);

const sides = (positive: number): Bins =>
  masses([
    [-0.3, 1 - positive],
    [0.3, positive],
  ]);

const twoPeaks = masses([
  [0.05, 0.3],
  [0.95, 0.7],
]);

const together = masses([[0.55, 1]]);

/** Densities with a large and with a small value of a shape. */
export const EXTREMES: Readonly<Record<Shape, { readonly large: Bins; readonly small: Bins }>> = {
  hollow: { large: peak, small: hole },
  positive: { large: sides(0.7), small: sides(0.3) },
  mean: { large: masses([[0.4, 1]]), small: masses([[0.2, 1]]) },
  spread: { large: twoPeaks, small: together },
  few: { large: twoPeaks, small: together },
};

export const BIN_WIDTH = 0.1;
