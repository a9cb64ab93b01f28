import type { Masks } from './masks.ts';

/** Number of ones of one mask. */
export function countOnes(mask: Uint8Array): number {
  let ones = 0;
  for (let i = 0; i < mask.length; i++) ones += mask[i]!;
  return ones;
}

/** Surviving weights of each parameter, in the masks' own order. */
export function countSurvivors(masks: Masks): Map<string, number> {
  return new Map(Array.from(masks, ([name, mask]) => [name, countOnes(mask)]));
}

/** P_m of the paper (section 2) in percent, 0..100: survivors over all masked weights. */
export function percentRemaining(masks: Masks): number {
  let ones = 0;
  let all = 0;
  for (const mask of masks.values()) {
    ones += countOnes(mask);
    all += mask.length;
  }
  return (100 * ones) / all;
}

/** Names of the masks without a survivor, in the masks' own order: layers that global pruning emptied. */
export function emptied(masks: Masks): string[] {
  return [...masks].filter(([, mask]) => countOnes(mask) === 0).map(([name]) => name);
}
