import { expect, test } from 'vitest';
import { packCurve } from './curve.ts';
import { squeeze, unsqueeze } from './squeeze.ts';

/** Numbers in [0, 1), by the generator of D. Lehmer (modulus 2^31 - 1, multiplier 48271). */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A packed mask of so many entries, each one with that probability. */
function mask(entries: number, density: number, seed: number): Uint8Array {
  const random = lehmer(seed);
  const bytes = new Uint8Array(entries / 8);
  for (let i = 0; i < entries; i++) if (random() < density) bytes[i >> 3]! |= 1 << (i & 7);
  return bytes;
}

test('what was squeezed comes back, whatever it was', () => {
  const random = lehmer(1);
  for (let n = 0; n < 400; n++) {
    const length = Math.floor(random() * 300);
    const top = [2, 16, 256][n % 3]!;
    const bytes = Uint8Array.from({ length }, () =>
      random() < 0.3 ? 0xcb : Math.floor(random() * top) * (256 / top),
    );
    expect(unsqueeze(squeeze(bytes), length), `case ${n}`).toEqual(bytes);
  }
  for (const one of [0, 0xff, 0xcb, 0x7f]) {
    const bytes = new Uint8Array(100_000).fill(one);
    expect(unsqueeze(squeeze(bytes), bytes.length)).toEqual(bytes);
    expect(squeeze(bytes).length).toBeLessThan(1000);
  }
});

// The entropy of a bit that is one with probability p: -p log2 p - (1 - p) log2 (1 - p).
test.each([
  [0.5, 1],
  [0.21, 0.7415],
  [0.1, 0.469],
  [0.01, 0.0808],
])('a mask of density %d takes %d bits an entry, up to 3%', (density, entropy) => {
  const bytes = mask(400_000, density, 7);
  const code = squeeze(bytes);
  expect((8 * code.length) / 400_000).toBeLessThan(1.03 * entropy + 0.01);
  expect(unsqueeze(code, bytes.length)).toEqual(bytes);
});

test('a curve takes four fifths of its bytes or less', () => {
  const random = lehmer(3);
  const iteration = Array.from({ length: 501 }, (_, i) => 100 * i);
  const loss = iteration.map((t) => 2.3 / (1 + t / 500) + 0.001 * random());
  const accuracy = iteration.map((t) => Math.round(5000 * (0.98 - 0.8 / (1 + t / 500))) / 5000);
  const bytes = packCurve({ iteration, loss, other: loss.map((v) => v * 1.01), accuracy });
  const code = squeeze(bytes);
  expect(code.length / bytes.length).toBeLessThan(0.8);
  expect(unsqueeze(code, bytes.length)).toEqual(bytes);
});

// A change here makes stage files of another version differ.
test('the code of given bytes is pinned', () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => (i % 9 === 0 ? 0xcb : i));
  expect(Buffer.from(squeeze(bytes)).toString('hex')).toMatchInlineSnapshot(
    `"34fefdfcfbfaf9f8f73492c0985d5ad7bfc59feaaf55146ac6d95e42a4908077714476b796"`,
  );
});

test('bytes that are no code give something of the length asked for', () => {
  expect(unsqueeze(new Uint8Array(0), 5)).toHaveLength(5);
  expect(unsqueeze(mask(800, 0.5, 2), 1000)).toHaveLength(1000);
});
