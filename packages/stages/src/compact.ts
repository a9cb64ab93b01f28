/** The surviving entries of a tensor, in flat order. */
export function compact(full: Float32Array, mask: Uint8Array): Float32Array<ArrayBuffer> {
  return full.filter((_, i) => mask[i] === 1);
}

/**
 * The inverse of `compact`: survivors in their places, 0 elsewhere.
 * `survivors.length` must be the number of ones in `mask`.
 */
export function scatter(survivors: Float32Array, mask: Uint8Array): Float32Array {
  const full = new Float32Array(mask.length);
  let next = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) full[i] = survivors[next++]!;
  return full;
}

/** Survivors of a mask. */
export function countOnes(mask: Uint8Array): number {
  let ones = 0;
  for (const bit of mask) ones += bit;
  return ones;
}
