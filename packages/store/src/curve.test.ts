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
