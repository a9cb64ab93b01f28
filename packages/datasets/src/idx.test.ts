import { expect, test } from 'vitest';
import { parseIdx } from './idx.ts';

const header = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

test('parseIdx reads one, two and three dimensions', () => {
  expect(parseIdx(header(0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9), 'labels')).toEqual({
    shape: [3],
    data: header(7, 8, 9),
  });
  expect(parseIdx(header(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6), 'matrix')).toEqual({
    shape: [1, 2],
    data: header(5, 6),
  });
  const cube = parseIdx(header(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 5, 6), 'cube');
  expect(cube.shape).toEqual([1, 2, 1]);
});

test('parseIdx reads sizes above 2^24 from their high byte and a view at its own offset', () => {
  const bytes = header(99, 0, 0, 8, 1, 0, 0, 1, 1, ...new Uint8Array(257));
  expect(parseIdx(bytes.subarray(1), 'view').shape).toEqual([257]);
  expect(() => parseIdx(header(0, 0, 8, 1, 1, 0, 0, 0), 'big')).toThrow(
    'truncated: sizes 16777216 need 16777224 bytes, it has 8',
  );
});

test.each([
  ['an empty file', header(), '0 bytes cannot hold a header'],
  ['gzip', header(0x1f, 0x8b, 8, 0), 'it is still gzip-compressed'],
  ['text', header(0x3c, 0x68, 0x74, 0x6d), 'it begins with 0x3c68746d, not with two zeros'],
  ['floats', header(0, 0, 0x0d, 1, 0, 0, 0, 0), 'element type 0x0d is not 0x08 (bytes)'],
  ['no dimensions', header(0, 0, 8, 0), '0 dimensions are not 1 to 4'],
  ['five dimensions', header(0, 0, 8, 5), '5 dimensions are not 1 to 4'],
  ['half a header', header(0, 0, 8, 3, 0, 0, 0, 1), 'it ends within its header of 16 bytes'],
  [
    'a truncated file',
    header(0, 0, 8, 1, 0, 0, 0, 3, 1),
    'truncated: sizes 3 need 11 bytes, it has 9',
  ],
  [
    'a long file',
    header(0, 0, 8, 1, 0, 0, 0, 1, 1, 1),
    'too long: sizes 1 need 9 bytes, it has 10',
  ],
])('parseIdx refuses %s and names the file', (_, bytes, problem) => {
  expect(() => parseIdx(bytes, 'some/file')).toThrow(
    `some/file is not a whole IDX file: ${problem}; get it again`,
  );
});
