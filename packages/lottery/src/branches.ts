import type { Masks, Tensors } from './masks.ts';
import { randomMasks } from './random-masks.ts';
import type { Draws } from './random-masks.ts';
import { rewind } from './rewind.ts';

/** Where a training starts: masks, and weights that are 0 where removed. */
export interface Start {
  readonly weights: Map<string, Float32Array>;
  readonly masks: Masks;
}

/**
 * Random reinitialisation (paper, section 2): freshly drawn weights under the ticket's own masks.
 * Throws where they do not fit; changes nothing.
 */
export function reinitialise(fresh: Tensors, masks: Masks): Start {
  return { weights: rewind(fresh, masks), masks };
}

/**
 * Random sparsity (paper, figure 1): the given initial weights under random masks of the same
 * per-layer counts. Advances `draws` and changes nothing else.
 */
export function randomSparse(weights: Tensors, masks: Masks, draws: Draws): Start {
  const random = randomMasks(masks, draws);
  return { weights: rewind(weights, random), masks: random };
}
