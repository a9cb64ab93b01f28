import { expect, test } from 'vitest';
import { packCurve, unpackCurve } from './curve.ts';

test('a curve comes back as it was, every bit of its numbers', () => {
  const curve = {
    iteration: [0, 100, 200, 50_000],
    test_loss: [0.6931471805599452, 0.1, 5e-324, Number.NaN],
    diverged: null,
    points: { early_stop: { iteration: 100, censored: false } },
    big: [2 ** 53 - 1, -(2 ** 53) + 1, Infinity],
  };
  expect(unpackCurve(packCurve(curve))).toEqual(curve);
});

test('typed arrays become lists, and undefined entries are dropped', () => {
  const packed = packCurve({ a: Float32Array.of(0.5, 2), b: [Int32Array.of(-1)], c: undefined });
  expect(unpackCurve(packed)).toEqual({ a: [0.5, 2], b: [[-1]] });
});

// Bytes by the MessagePack specification: map 16 of 1, fixstr 1, fixarray 3, fixint, float 64, nil.
test('the bytes are plain MessagePack', () => {
  expect([...packCurve({ a: [1, 0.5, null] })]).toEqual([
    0xde, 0, 1, 0xa1, 0x61, 0x93, 0x01, 0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0, 0xc0,
  ]);
});

test('NaN has one sign, whatever the arithmetic that made it gave it', () => {
  const bits = new BigUint64Array([0xfff8000000000000n, 0x7ff8000000000001n]);
  const [minus = 0, other = 0] = new Float64Array(bits.buffer);
  const packed = packCurve({ a: Number.NaN });
  expect(packCurve({ a: minus })).toEqual(packed);
  expect(packCurve({ a: other })).toEqual(packed);
  expect(packCurve([Float64Array.of(minus)])).toEqual(packCurve([[Number.NaN]]));
});

test('every truncation of a curve is refused', () => {
  const packed = packCurve({ loss: [0.25, 0.125], name: 'a longer text than one byte' });
  for (let length = 0; length < packed.length; length++) {
    expect(() => unpackCurve(packed.subarray(0, length)), `${length} bytes`).toThrow(
      /^the bytes are not one MessagePack value .*; delete the file and run again$/,
    );
  }
});

// First bytes by the MessagePack specification, each with the largest length that it can claim.
test.each([
  ['a list', [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ['a list that would fit the memory', [0xdd, 0x01, 0xff, 0xff, 0xff]],
  ['a map', [0xdf, 0xff, 0xff, 0xff, 0xff]],
  ['text', [0xdb, 0xff, 0xff, 0xff, 0xff]],
  ['bytes', [0xc6, 0xff, 0xff, 0xff, 0xff]],
  ['an extension', [0xc9, 0xff, 0xff, 0xff, 0xff, 1]],
  ['a small extension', [0xd4, 0x72, 0x40]],
  ['a type that is never used', [0xc1]],
  ['lists in lists', Array<number>(5000).fill(0x91)],
  ['a value after the value', [1, 1]],
  ['nothing', []],
])('%s of a length that is only claimed is refused before anything is allocated', (_, bytes) => {
  const before = process.memoryUsage();
  expect(() => unpackCurve(Uint8Array.from(bytes))).toThrow(/^the bytes are not one MessagePack/);
  const after = process.memoryUsage();
  const grown = after.heapTotal + after.arrayBuffers - before.heapTotal - before.arrayBuffers;
  expect(grown).toBeLessThan(64e6);
});

test('every type that a curve can have is read, of any length', () => {
  const sizes = [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536];
  const value = {
    lists: sizes.map((n) => Array.from({ length: n }, (_, i) => i % 2)),
    texts: sizes.map((n) => 'x'.repeat(n)),
    maps: [0, 15, 16, 60_000].map((n) =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i])),
    ),
    numbers: [0, 127, 128, 65_536, 2 ** 32, 2 ** 53, -1, -32, -33, -200, -40_000, -(2 ** 40), 0.1],
    others: [true, false, null],
  };
  expect(unpackCurve(packCurve(value))).toEqual(value);
});
