import { badValue } from './errors.ts';

/**
 * The iterations at which a training is evaluated: 0, every, 2 * every, ... and `iterations` itself.
 * `every` is a positive integer. A pure function of the configuration, so that all variants share it.
 */
export function evaluationGrid(iterations: number, every: number): number[] {
  if (!Number.isInteger(every) || every < 1)
    throw badValue('evaluation interval', every, 'give a number of updates of at least 1');
  if (!Number.isInteger(iterations) || iterations < 0)
    throw badValue('iterations', iterations, 'give a number of updates of at least 0');
  const grid: number[] = [];
  for (let t = 0; t < iterations; t += every) grid.push(t);
  grid.push(iterations);
  return grid;
}
