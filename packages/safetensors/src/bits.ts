import { bitCount, notBinary, paddingBits } from './errors.ts';

/**
 * Packs a mask of 0s and 1s, eight entries to a byte: entry i is bit `i % 8` of byte `floor(i / 8)`,
 * counting from the least significant bit (numpy's `packbits(bitorder='little')`). The unused bits
 * of the last byte are 0.
 *
 * Throws on any other value.
 */
export function packBits(mask: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(mask.length / 8));
  for (let i = 0; i < mask.length; i++) {
    const value = mask[i]!;
    if (value > 1) throw notBinary(i, value);
    packed[i >>> 3]! |= value << (i & 7);
  }
  return packed;
}

/**
 * The first `n` entries of a packed mask, one byte of 0 or 1 each: the inverse of `packBits`.
 *
 * Throws unless there are exactly `ceil(n / 8)` bytes and the unused bits are 0.
 */
export function unpackBits(bytes: Uint8Array, n: number): Uint8Array {
  if (!Number.isSafeInteger(n) || n < 0 || bytes.length !== Math.ceil(n / 8)) {
    throw bitCount(bytes.length, n);
  }
  const used = n & 7;
  if (used !== 0 && bytes[bytes.length - 1]! >>> used !== 0) throw paddingBits(n);
  const mask = new Uint8Array(n);
  for (let i = 0; i < n; i++) mask[i] = (bytes[i >>> 3]! >>> (i & 7)) & 1;
  return mask;
}
