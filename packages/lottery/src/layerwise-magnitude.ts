import { countOnes } from './counts.ts';
import { maskWithoutRate, prunedAway } from './errors.ts';
import { checkMasks } from './masks.ts';
import type { Masks, Tensors } from './masks.ts';
import { checkRate, removals } from './rates.ts';
import type { Rates } from './rates.ts';
import { removeSmallest } from './remove-smallest.ts';

/**
 * One round of layer-wise magnitude pruning (paper, sections 1 and 2): from each parameter exactly
 * round-half-up(rate * survivors) of the survivors with the smallest |w| are removed; equal
 * magnitudes by flat index, lower first. Pass theta_0 instead of trained weights to prune by initial
 * magnitude.
 *
 * Every mask needs a rate in 0..1 (0 keeps it), a tensor of its length and at least one survivor
 * left afterwards; anything else throws, and NaN weights do. Returns new masks in the given order and
 * changes nothing.
 */
export function layerwiseMagnitude(
  weights: Tensors,
  masks: Masks,
  rates: Rates,
): Map<string, Uint8Array> {
  for (const [name, rate] of rates) checkRate(name, rate);
  checkMasks(masks, weights, rates.keys());
  const pruned = new Map<string, Uint8Array>();
  for (const [name, mask] of masks) {
    const rate = rates.get(name);
    if (rate === undefined) throw maskWithoutRate(name);
    const survivors = countOnes(mask);
    const count = removals(rate, survivors);
    if (count === survivors) throw prunedAway(name, survivors);
    const [kept] = removeSmallest([{ name, weights: weights.get(name)!, mask }], count);
    pruned.set(name, kept!);
  }
  return pruned;
}
