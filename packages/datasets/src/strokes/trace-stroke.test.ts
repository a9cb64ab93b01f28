import { expect, test } from 'vitest';
import { emptyPath, traceStroke, type Path } from './trace-stroke.ts';

function trace(...points: number[]): Path {
  const control = emptyPath(16);
  for (let i = 0; i < points.length; i += 2) {
    control.x[control.length] = points[i]!;
    control.y[control.length++] = points[i + 1]!;
  }
  const path = emptyPath(64);
  traceStroke(control, path);
  return path;
}

test('the curve goes through every control point', () => {
  const { x, y, length } = trace(0, 0, 0.3, 0.8, 0.7, 0.1, 1, 1);
  expect(length).toBe(13);
  expect([0, 4, 8, 12].map((i) => [x[i], y[i]])).toEqual([
    [0, 0],
    [0.3, 0.8],
    [0.7, 0.1],
    [1, 1],
  ]);
});

test('the middle of four points is that of the published basis matrix', () => {
  const { x } = trace(0, 0, 1, 0, 3, 0, 4, 0);
  // Catmull-Rom at t = 1/2: (-p0 + 9 p1 + 9 p2 - p3) / 16.
  expect(x[6]).toBeCloseTo((0 + 9 * 1 + 9 * 3 - 4) / 16, 14);
});

test('a doubled point is a corner: points before it do not bend what follows', () => {
  const left = trace(0, 0, 0.5, 0.5, 0.5, 0.5, 1, 0);
  const other = trace(0.1, 0.9, 0.5, 0.5, 0.5, 0.5, 1, 0);
  expect(left.x.slice(4, 9)).toEqual(other.x.slice(4, 9));
  expect(left.y.slice(4, 9)).toEqual(other.y.slice(4, 9));
});
