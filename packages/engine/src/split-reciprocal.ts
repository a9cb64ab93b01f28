/** 1 / divisor as high + low, such that byte * high is exact in float32. */
export interface SplitReciprocal {
  readonly high: number;
  readonly low: number;
}

const known = new Map<number, SplitReciprocal | null>();

/**
 * Two factors with `fround(fround(v * high) + fround(v * low)) === fround(v / divisor)` for every byte v, so that
 * kernels need no division; null where no such pair was found, which callers must then do without.
 */
export function splitReciprocal(divisor: number): SplitReciprocal | null {
  const seen = known.get(divisor);
  if (seen !== undefined) return seen;
  const bits = new Uint32Array(1);
  const value = new Float32Array(bits.buffer);
  value[0] = 1 / divisor;
  // 16 significant bits times 8 fit the 24 of a float32.
  bits[0] = (bits[0] ?? 0) & 0xffffff00;
  const high = value[0] ?? 0;
  const low = Math.fround(1 / divisor - high);
  let exact = true;
  for (let v = 0; v < 256; v++) {
    const sum = Math.fround(Math.fround(v * high) + Math.fround(v * low));
    if (sum !== Math.fround(v / divisor)) exact = false;
  }
  const result = exact ? { high, low } : null;
  known.set(divisor, result);
  return result;
}
