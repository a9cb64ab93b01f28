import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import type { Tensor } from './tensor.ts';

const file = (header: string, length: bigint, data = 0): Uint8Array => {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  bytes.set(text, 8);
  return bytes;
};

const entry = (shape: readonly number[], end: number) =>
  `{"a":{"dtype":"F32","shape":[${shape.join()}],"data_offsets":[0,${end}]}}`;

const claimed = (header: string, data = 0) => file(header, BigInt(header.length), data);

test.each([
  ['a header of 2^63 bytes', file('{}', 2n ** 63n)],
  ['a header of 4 GB', file('{}', 2n ** 32n)],
  ['a tensor of 16 GB', claimed(entry([2 ** 32], 2 ** 34))],
  ['a tensor of 2^60 elements in few bytes', claimed(entry([2 ** 30, 2 ** 30], 8), 8)],
  ['axes whose product is beyond all numbers', claimed(entry([1e300, 1e300, 0], 8), 8)],
  ['offsets of 2^53', claimed(entry([2], 2 ** 53), 8)],
  ['lists in lists', claimed('['.repeat(100_000))],
])('%s is refused before anything is allocated', (_, bytes) => {
  const before = process.memoryUsage().arrayBuffers;
  expect(() => decode(bytes, 'x.safetensors')).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^SWEEPSTAKE_SAFETENSORS_/) }),
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
});

test('a file that is cut off anywhere is refused, and one whose bits are flipped never crashes', () => {
  const tensor: Tensor = { dtype: 'F32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const mask: Tensor = { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 0, 1) };
  const tensors = new Map<string, Tensor>([['w', tensor]]).set('m', mask);
  const bytes = encode(tensors, { format: 'x' });
  for (let length = 0; length < bytes.length; length++)
    expect(() => decode(bytes.subarray(0, length)), `${length} bytes`).toThrow();
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    try {
      const { tensors } = decode(flipped);
      const total = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
      expect(total, `bit ${bit}`).toBe(27);
    } catch (error) {
      expect((error as { code?: string }).code, `bit ${bit}`).toMatch(/^SWEEPSTAKE_SAFETENSORS_/);
    }
  }
});
