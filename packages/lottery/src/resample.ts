import { checkMasks } from './masks.ts';
import type { Masks, Tensors } from './masks.ts';
import type { Draws } from './random-masks.ts';

/**
 * New values for every masked tensor, all of its entries: each drawn with replacement from those that survive in it
 * (paper, appendix F.3: D_m, layer by layer), one draw per entry in flat order from the parameter's own `draws`.
 * All 0 where none survives. Tensors without a mask are copied. Throws where masks and tensors do not fit.
 */
export function resample(
  initial: Tensors,
  masks: Masks,
  draws: (name: string) => Draws,
): Map<string, Float32Array> {
  checkMasks(masks, initial);
  return new Map(
    Array.from(initial, ([name, tensor]) => {
      const mask = masks.get(name);
      if (mask === undefined) return [name, tensor.slice()];
      const pool = tensor.filter((_, i) => mask[i] === 1);
      const drawn = new Float32Array(tensor.length);
      if (pool.length === 0) return [name, drawn];
      const own = draws(name);
      return [name, drawn.map(() => pool[own.below(pool.length)]!)];
    }),
  );
}
