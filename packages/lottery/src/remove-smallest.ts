import { notANumber } from './errors.ts';

/** One parameter's weights and the mask of its survivors. */
export interface Part {
  readonly name: string;
  readonly weights: Float32Array;
  readonly mask: Uint8Array;
}

const MAGNITUDE = 0x7fffffff;
const INFINITE = 0x7f800000;
const LOW_BITS = 15;
const LOW_MASK = (1 << LOW_BITS) - 1;

/** The bucket that holds the `rank`-th entry (from 0), and how many entries lie below it. */
function bucketOf(histogram: Float64Array, rank: number): { bucket: number; below: number } {
  let below = 0;
  let bucket = 0;
  while (below + histogram[bucket]! <= rank) below += histogram[bucket++]!;
  return { bucket, below };
}

/**
 * New masks, in the order of the parts, without the `count` survivors of smallest |w| over all
 * parts together. Equal magnitudes (0 and -0 are equal) are removed by order of part and then of
 * flat index, lower first, so the count is exact. Throws `SWEEPSTAKE_LOTTERY_NAN` for a surviving
 * NaN; `count` must not exceed the survivors.
 *
 * A radix selection: non-negative float32 values order as their bit patterns do, so two histograms,
 * of the upper 16 and the lower 15 bits, find the exact cut-off in linear time.
 */
export function removeSmallest(parts: readonly Part[], count: number): Uint8Array[] {
  const views = parts.map(({ weights: w, mask, name }) => ({
    name,
    mask,
    bits: new Uint32Array(w.buffer, w.byteOffset, w.length),
  }));
  const upper = new Float64Array(1 << 16);
  for (const { name, mask, bits } of views) {
    for (let i = 0; i < mask.length; i++) {
      const key = bits[i]! & MAGNITUDE;
      if (mask[i] === 0) continue;
      if (key > INFINITE) throw notANumber(name, i);
      upper[key >>> LOW_BITS]!++;
    }
  }
  if (count === 0) return parts.map(({ mask }) => mask.slice());
  const high = bucketOf(upper, count - 1);
  const lower = new Float64Array(1 << LOW_BITS);
  for (const { mask, bits } of views) {
    for (let i = 0; i < mask.length; i++) {
      const key = bits[i]! & MAGNITUDE;
      if (mask[i] === 1 && key >>> LOW_BITS === high.bucket) lower[key & LOW_MASK]!++;
    }
  }
  const low = bucketOf(lower, count - 1 - high.below);
  const cutoff = high.bucket * (1 << LOW_BITS) + low.bucket;
  let ties = count - high.below - low.below;
  return views.map(({ mask, bits }) => {
    const kept = mask.slice();
    for (let i = 0; i < mask.length; i++) {
      const key = bits[i]! & MAGNITUDE;
      if (key > cutoff || mask[i] === 0) continue;
      if (key < cutoff || ties-- > 0) kept[i] = 0;
    }
    return kept;
  });
}
