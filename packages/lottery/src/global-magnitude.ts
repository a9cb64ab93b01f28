import { countOnes } from './counts.ts';
import { prunedAway } from './errors.ts';
import { checkMasks } from './masks.ts';
import type { Masks, Tensors } from './masks.ts';
import { checkRate, removals } from './rates.ts';
import { removeSmallest } from './remove-smallest.ts';

/**
 * One round of global magnitude pruning (paper, section 4): the survivors of the named parameters
 * are ranked together and exactly round-half-up(rate * survivors) of the smallest |w| are removed.
 * Equal magnitudes go by sorted parameter name and then by flat index, lower first, so the order of
 * `names` and of the maps does not matter. Masks that are not named are copied. A parameter may lose
 * its last survivor to larger weights elsewhere; `emptied` names those.
 *
 * Throws for a rate outside 0..1, names without a mask, masks that do not fit their weights, NaN
 * weights, and where no named parameter would have a survivor left. Changes nothing.
 */
export function globalMagnitude(
  weights: Tensors,
  masks: Masks,
  names: Iterable<string>,
  rate: number,
): Map<string, Uint8Array> {
  checkRate('all named parameters', rate);
  const sorted = [...new Set(names)].sort();
  checkMasks(masks, weights, sorted);
  const parts = sorted.map((name) => ({
    name,
    weights: weights.get(name)!,
    mask: masks.get(name)!,
  }));
  const all = parts.reduce((sum, { mask }) => sum + countOnes(mask), 0);
  const count = removals(rate, all);
  if (count > 0 && count === all) throw prunedAway(sorted.join(', '), all);
  const kept = removeSmallest(parts, count);
  const pruned = new Map<string, Uint8Array>(
    Array.from(masks, ([name, mask]) => [name, mask.slice()]),
  );
  sorted.forEach((name, i) => pruned.set(name, kept[i]!));
  return pruned;
}
