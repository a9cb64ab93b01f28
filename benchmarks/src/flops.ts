import { countSurvivors } from '@sweepstake/lottery';
import { BATCH } from './data.ts';
import { RATES, type Level } from './tickets.ts';

/**
 * Floating-point operations of one training step counted on surviving weights: per weight and example 2 forward,
 * 2 for the weight gradient and 2 for the input gradient, which the first layer does not need.
 */
export function flopsPerStep(level: Level, sizes: ReadonlyMap<string, number>): number {
  const survivors = level.masks === null ? sizes : countSurvivors(level.masks);
  let flops = 0;
  for (const name of RATES.keys()) {
    flops += (name === 'fc1.weight' ? 4 : 6) * BATCH * (survivors.get(name) ?? 0);
  }
  return flops;
}
