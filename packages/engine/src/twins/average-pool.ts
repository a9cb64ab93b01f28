/** Twins of assembly/average-pool.ts; the extent is that of x. */
import { eachFloat, indexOf, valueAt, type Extent, type Image } from './image.ts';
import { clearImage, windowsOf } from './pool.ts';
import type { Floats, Rounding } from './rounding.ts';

/** y = mean of each window, summed row by row. */
export function averagePoolForward(
  y: Image,
  x: Image,
  extent: Extent,
  size: number,
  round: Rounding,
): void {
  const { pooled, cells } = windowsOf(extent, size);
  eachFloat(pooled, (c, r, i) => {
    const values = cells(r, i).map(([row, place]) => valueAt(x, c, row, place));
    const sum = values.reduce((a, v) => round(a + v), 0);
    y.data[indexOf(y, c, r, i)] = round(sum / (size * size));
  });
}

/** dx = dy / size^2 throughout its window, 0 outside of windows. */
export function averagePoolBackward(
  dx: Image,
  dy: Image,
  extent: Extent,
  size: number,
  round: Rounding,
): void {
  const { pooled, cells } = windowsOf(extent, size);
  clearImage(dx, extent);
  eachFloat(pooled, (c, r, i) => {
    const share = round(valueAt(dy, c, r, i) / (size * size));
    for (const cell of cells(r, i)) dx.data[indexOf(dx, c, ...cell)] = share;
  });
}

/** y[c][lane] = mean over rows and columns, each row summed by itself. */
export function globalAverageForward(y: Floats, x: Image, extent: Extent, round: Rounding): void {
  const { channels, rows, columns, vectors } = extent;
  const lanes = 4 * vectors;
  for (let c = 0; c < channels; c++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) {
        let row = 0;
        for (let i = 0; i < columns; i++) row = round(row + valueAt(x, c, r, i * lanes + lane));
        sum = round(sum + row);
      }
      y[c * lanes + lane] = round(sum / (rows * columns));
    }
  }
}

/** dx = dy[c][lane] / (rows columns) at every position. */
export function globalAverageBackward(
  dx: Image,
  dy: Float32Array,
  extent: Extent,
  round: Rounding,
): void {
  const lanes = 4 * extent.vectors;
  eachFloat(extent, (c, r, i) => {
    const share = round(dy[c * lanes + (i % lanes)]! / (extent.rows * extent.columns));
    dx.data[indexOf(dx, c, r, i)] = share;
  });
}
