import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

// FIPS 180-4 examples (NIST, SHA256.pdf) and the empty message.
test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('sha256 gives the published digest of %j', (message, digest) => {
  expect(hex(sha256(text(message)))).toBe(digest);
});

test('sha256 agrees with node:crypto at every length around the block size', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 167 + length * 13) & 255);
    expect(hex(sha256(bytes)), `length ${length}`).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  }
});

test('sha256 reads a view at its own offset', () => {
  const bytes = text('xxabcxx').subarray(2, 5);
  expect(hex(sha256(bytes))).toBe(hex(sha256(text('abc'))));
});
