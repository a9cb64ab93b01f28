import { expect, test } from 'vitest';
import { decodeCifar } from './decode-cifar.ts';
import { parseIdx } from './idx.ts';
import { parseTar } from './tar.ts';

const most = [0xff, 0xff, 0xff, 0xff];

test.each([
  ['4 GB of labels', [0, 0, 8, 1, ...most]],
  ['2^96 pixels', [0, 0, 8, 3, ...most, ...most, ...most]],
  ['2^64 pixels, cut off', [0, 0, 8, 2, ...most, ...most, 1]],
  ['255 dimensions', [0, 0, 8, 255, ...most]],
])('an IDX file that claims %s is refused before anything is allocated', (_, bytes) => {
  const before = process.memoryUsage().arrayBuffers;
  expect(() => parseIdx(Uint8Array.from(bytes), 'some/file')).toThrow(
    'some/file is not a whole IDX',
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
});

test('an IDX file whose bits are flipped is refused, or has the bytes that are there', () => {
  const bytes = Uint8Array.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 5, 6, 7, 8]);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    try {
      expect(parseIdx(flipped, 'file').data.byteLength, `bit ${bit}`).toBe(4);
    } catch (error) {
      expect((error as { code?: string }).code, `bit ${bit}`).toBe('SWEEPSTAKE_DATASETS_IDX');
    }
  }
});

test('CIFAR batches of the wrong length are refused before room for the examples is made', () => {
  const kind = {
    count: 2 ** 40,
    shape: [3, 32, 32],
    classes: 10,
    scaling: { divisor: [1], offset: [0] },
  };
  expect(() => decodeCifar([{ bytes: new Uint8Array(100), file: 'some.bin' }], kind)).toThrow(
    'some.bin is not a whole CIFAR batch: truncated',
  );
});

test('an archive whose entry claims 8 GB is refused', () => {
  const header = new Uint8Array(1024);
  const put = (at: number, text: string) => header.set(new TextEncoder().encode(text), at);
  put(0, 'data.bin');
  put(124, '77777777777');
  put(156, '0');
  put(148, '        ');
  const sum = header.subarray(0, 512).reduce((a, b) => a + b, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  expect(() => parseTar(header, 'some.tar')).toThrow("truncated within its entry 'data.bin'");
});
