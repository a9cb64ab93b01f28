import { expect, test } from 'vitest';
import { emptyPaper, inkSegment } from './ink-segment.ts';

const sum = (image: Float32Array): number => image.reduce((total, value) => total + value, 0);

test('a long line covers about its length times its width', () => {
  for (const [x0, y0, x1, y1] of [
    [5, 14, 22, 14],
    [6, 5, 21, 23],
    [20.3, 4.1, 8.6, 22.9],
  ] as const) {
    const paper = emptyPaper(28);
    inkSegment(paper, x0, y0, x1, y1, 1.5);
    const length = Math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2);
    // A stadium of radius 1.5 under a ramp one pixel wide, whose round ends add pi / 12.
    const area = 3 * length + Math.PI * (1.5 ** 2 + 1 / 12);
    expect(sum(paper.coverage) / area).toBeCloseTo(1, 1);
  }
});

test('a point is a disc, and pixels beyond the reach stay empty', () => {
  const paper = emptyPaper(28);
  inkSegment(paper, 14, 14, 14, 14, 1);
  expect(paper.coverage[14 * 28 + 14]).toBe(1);
  expect(paper.coverage[14 * 28 + 15]).toBe(0.5);
  expect(paper.coverage[14 * 28 + 16]).toBe(0);
});

test('ink outside the image is cut off, and strokes do not add up', () => {
  const paper = emptyPaper(28);
  inkSegment(paper, -10, -10, 40, 40, 2);
  inkSegment(paper, -10, -10, 40, 40, 2);
  expect(Math.max(...paper.coverage)).toBe(1);
  inkSegment(paper, -50, 5, -40, 5, 2);
  expect(paper.coverage[5 * 28]).toBe(0);
});
