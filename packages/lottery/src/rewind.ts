import { checkMasks } from './masks.ts';
import type { Masks, Tensors } from './masks.ts';

/**
 * The ticket m * theta_k: a copy of every tensor of iteration 0 (or k), with removed weights exactly
 * 0. Tensors without a mask, such as biases, are copied whole. Throws where masks and tensors do not
 * fit; changes nothing.
 */
export function rewind(weights: Tensors, masks: Masks): Map<string, Float32Array> {
  checkMasks(masks, weights);
  return new Map(
    Array.from(weights, ([name, tensor]) => {
      const copy = tensor.slice();
      const mask = masks.get(name);
      if (mask !== undefined) for (let i = 0; i < copy.length; i++) if (mask[i] === 0) copy[i] = 0;
      return [name, copy];
    }),
  );
}
