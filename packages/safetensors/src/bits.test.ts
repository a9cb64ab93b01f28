import { expect, test } from 'vitest';
import { packBits, unpackBits } from './bits.ts';

test('the first entry is the least significant bit of the first byte', () => {
  const mask = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
  expect(packBits(mask)).toEqual(Uint8Array.of(0b0000_0001, 0b0000_0110));
});

test('masks of every length up to 40 come back', () => {
  for (let n = 0; n <= 40; n++) {
    const mask = Uint8Array.from({ length: n }, (_, i) => ((i * i + n) % 3 === 0 ? 1 : 0));
    const packed = packBits(mask);
    expect(packed.length).toBe(Math.ceil(n / 8));
    expect(unpackBits(packed, n)).toEqual(mask);
  }
});

test('anything but 0 and 1 is refused', () => {
  expect(() => packBits(Uint8Array.of(0, 1, 2))).toThrow('bit 2 is 2; masks hold only 0 and 1');
});

test('a wrong number of bytes is refused', () => {
  for (const n of [8, 17, -1, 9.5]) {
    expect(() => unpackBits(new Uint8Array(2), n)).toThrow(`${n} bits do not fit 2 bytes exactly`);
  }
});

test('bits behind the last entry must be 0', () => {
  expect(() => unpackBits(Uint8Array.of(0b1000), 3)).toThrow('unused bits after bit 2 are not 0');
});
