import type { PoolShape } from './windows.ts';
import { eachWindow } from './windows.ts';

/** The mean of every window; writes `y`. */
export function averagePoolForward(y: Float64Array, x: Float64Array, shape: PoolShape): void {
  const { width, size } = shape;
  eachWindow(shape, (output, corner) => {
    let sum = 0;
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += x[corner + i * width + j]!;
    y[output] = sum / (size * size);
  });
}

/** Adds dy / size^2 of every window to each of its entries of `dx`. */
export function averagePoolBackward(dx: Float64Array, dy: Float64Array, shape: PoolShape): void {
  const { width, size } = shape;
  eachWindow(shape, (output, corner) => {
    const each = dy[output]! / (size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const at = corner + i * width + j;
        dx[at] = dx[at]! + each;
      }
  });
}
