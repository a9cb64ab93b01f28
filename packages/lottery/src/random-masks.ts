import { countOnes } from './counts.ts';
import type { Masks } from './masks.ts';

/** Where random integers come from: a `Stream` of `@sweepstake/random`, or anything like it. */
export interface Draws {
  /** A uniform whole number in 0..n-1. */
  below(n: number): number;
}

function randomMask(length: number, ones: number, draws: Draws): Uint8Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  const mask = new Uint8Array(length);
  for (let i = 0; i < ones; i++) {
    const j = i + draws.below(length - i);
    const chosen = order[j]!;
    order[j] = order[i]!;
    mask[chosen] = 1;
  }
  return mask;
}

/**
 * Masks with as many survivors per parameter as the given ones, at uniformly random places: the
 * first steps of a Fisher-Yates shuffle, one draw per survivor, parameters in sorted name order.
 * Returns them in the given order; advances `draws` and changes nothing else.
 */
export function randomMasks(masks: Masks, draws: Draws): Map<string, Uint8Array> {
  const random = new Map<string, Uint8Array>();
  for (const name of [...masks.keys()].sort()) {
    const mask = masks.get(name)!;
    random.set(name, randomMask(mask.length, countOnes(mask), draws));
  }
  return new Map(Array.from(masks.keys(), (name) => [name, random.get(name)!]));
}
