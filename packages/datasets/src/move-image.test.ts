import { expect, test } from 'vitest';
import { moveImage } from './move-image.ts';

const SHAPE = [1, 2, 3];
const SOURCE = Uint8Array.from([1, 2, 3, 4, 5, 6]);

const moved = (flip: number, down: number, right: number): number[] => {
  const target = new Uint8Array(6).fill(99);
  moveImage(target, SOURCE, SHAPE, { flip, down, right });
  return [...target];
};

test.each([
  ['as it was', 0, 0, 0, [1, 2, 3, 4, 5, 6]],
  ['mirrored', 1, 0, 0, [3, 2, 1, 6, 5, 4]],
  ['from one row below', 0, 1, 0, [4, 5, 6, 0, 0, 0]],
  ['from one row above', 0, -1, 0, [0, 0, 0, 1, 2, 3]],
  ['from one column to the right', 0, 0, 1, [2, 3, 0, 5, 6, 0]],
  ['cropped first and mirrored then', 1, 0, 1, [0, 3, 2, 0, 6, 5]],
  ['from both', 0, -1, -2, [0, 0, 0, 0, 0, 1]],
  ['from beyond the image', 0, 2, 0, [0, 0, 0, 0, 0, 0]],
])('an image is taken %s', (_, flip, down, right, expected) => {
  expect(moved(flip, down, right)).toEqual(expected);
});

/** The usual description: pad every side, cut the window out, mirror it. */
function padCropMirror(image: number[][], crop: number, top: number, left: number, flip: boolean) {
  const width = image[0]!.length;
  const side = Array<number>(crop).fill(0);
  const empty = Array.from({ length: crop }, () => Array<number>(width + 2 * crop).fill(0));
  const padded = [...empty, ...image.map((row) => [...side, ...row, ...side]), ...empty];
  const window = padded.slice(top, top + image.length).map((row) => row.slice(left, left + width));
  return flip ? window.map((row) => row.toReversed()) : window;
}

test('every move is a crop of the padded image, mirrored, the same in every channel', () => {
  const rows = (channel: number) =>
    [0, 1, 2, 3].map((row) => [0, 1, 2].map((column) => 1 + 12 * channel + 3 * row + column));
  const channels = [0, 1, 2].map(rows);
  const source = Float32Array.from(channels.flat(2));
  const target = new Float32Array(36);
  for (const flip of [0, 1]) {
    for (let top = 0; top <= 4; top++) {
      for (let left = 0; left <= 4; left++) {
        moveImage(target, source, [3, 4, 3], { flip, down: top - 2, right: left - 2 });
        const expected = channels.map((rows) => padCropMirror(rows, 2, top, left, flip === 1));
        expect([...target]).toEqual(expected.flat(2));
      }
    }
  }
});

test('another length than the shape has is refused', () => {
  const none = { flip: 0, down: 0, right: 0 };
  expect(() => moveImage(new Uint8Array(6), new Uint8Array(5), SHAPE, none)).toThrow(
    '5 values are no image of shape 1x2x3; give as many as channels x height x width',
  );
  expect(() => moveImage(new Uint8Array(6), SOURCE, [6], none)).toThrow(
    '6 values are no image of shape 6',
  );
});
