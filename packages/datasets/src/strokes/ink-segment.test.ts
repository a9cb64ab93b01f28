import { expect, test } from 'vitest';
import { inkSegment, SIDE } from './ink-segment.ts';

const sum = (image: Float32Array): number => image.reduce((total, value) => total + value, 0);

test('a long line covers about its length times its width', () => {
  for (const [x0, y0, x1, y1] of [
    [5, 14, 22, 14],
    [6, 5, 21, 23],
    [20.3, 4.1, 8.6, 22.9],
  ] as const) {
    const image = new Float32Array(SIDE * SIDE);
    inkSegment(image, x0, y0, x1, y1, 1.5);
    const length = Math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2);
    // A stadium of radius 1.5 under a ramp one pixel wide, whose round ends add pi / 12.
    const area = 3 * length + Math.PI * (1.5 ** 2 + 1 / 12);
    expect(sum(image) / area).toBeCloseTo(1, 1);
  }
});

test('a point is a disc, and pixels beyond the reach stay empty', () => {
  const image = new Float32Array(SIDE * SIDE);
  inkSegment(image, 14, 14, 14, 14, 1);
  expect(image[14 * SIDE + 14]).toBe(1);
  expect(image[14 * SIDE + 15]).toBe(0.5);
  expect(image[14 * SIDE + 16]).toBe(0);
});

test('ink outside the image is cut off, and strokes do not add up', () => {
  const image = new Float32Array(SIDE * SIDE);
  inkSegment(image, -10, -10, 40, 40, 2);
  inkSegment(image, -10, -10, 40, 40, 2);
  expect(Math.max(...image)).toBe(1);
  inkSegment(image, -50, 5, -40, 5, 2);
  expect(image[5 * SIDE]).toBe(0);
});
