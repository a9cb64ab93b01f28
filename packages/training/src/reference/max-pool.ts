import type { PoolShape } from './windows.ts';
import { eachWindow } from './windows.ts';

/** The largest value of every window; writes `y`. NaN is larger than any number. */
export function maxPoolForward(y: Float64Array, x: Float64Array, shape: PoolShape): void {
  eachWindow(shape, (output, corner) => {
    y[output] = x[largest(x, corner, shape)]!;
  });
}

/** Adds dy of every window to `dx` at its largest value, the first of equals row by row. */
export function maxPoolBackward(
  dx: Float64Array,
  dy: Float64Array,
  x: Float64Array,
  shape: PoolShape,
): void {
  eachWindow(shape, (output, corner) => {
    const at = largest(x, corner, shape);
    dx[at] = dx[at]! + dy[output]!;
  });
}

function largest(x: Float64Array, corner: number, { width, size }: PoolShape): number {
  let best = corner;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const at = corner + i * width + j;
      if (x[at]! > x[best]! || Number.isNaN(x[at]!)) best = at;
    }
  return best;
}
