import { badMaskValue, lengthMisfit, unknownName } from './errors.ts';

/** 0/1 per weight of each prunable parameter, flat in the parameter's own order; 1 survives. */
export type Masks = ReadonlyMap<string, Uint8Array>;

/** Tensors by parameter name, flat in the parameter's own order. */
export type Tensors = ReadonlyMap<string, Float32Array>;

/** All ones for the named tensors (all of them when left out). Throws for an unknown name. */
export function fullMasks(
  weights: Tensors,
  names: Iterable<string> = weights.keys(),
): Map<string, Uint8Array> {
  const masks = new Map<string, Uint8Array>();
  for (const name of names) {
    const tensor = weights.get(name);
    if (tensor === undefined) throw unknownName(name, 'weight', weights.keys());
    masks.set(name, new Uint8Array(tensor.length).fill(1));
  }
  return masks;
}

/**
 * Checks masks against weights both ways: every mask belongs to a tensor of the same length and holds
 * only 0 and 1, and every one of `names` (for example the prunable parameters) has a mask. Tensors
 * that are in neither, such as biases, are left alone. Throws at the first misfit; changes nothing.
 */
export function checkMasks(masks: Masks, weights: Tensors, names: Iterable<string> = []): void {
  for (const name of names) {
    if (!masks.has(name)) throw unknownName(name, 'mask', masks.keys());
  }
  for (const [name, mask] of masks) {
    const tensor = weights.get(name);
    if (tensor === undefined) throw unknownName(name, 'weight', weights.keys());
    if (mask.length !== tensor.length)
      throw lengthMisfit(name, mask.length, tensor.length, 'weight');
    for (let i = 0; i < mask.length; i++) {
      if (mask[i]! > 1) throw badMaskValue(name, i, mask[i]!);
    }
  }
}
