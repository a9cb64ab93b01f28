/** Twins of assembly/pool.ts; the extent is that of x. */
import { eachFloat, indexOf, valueAt, widthOf, type Extent, type Image } from './image.ts';

/** What windows of `size` cover: their number in both directions, and where the float of one lies. */
export function windowsOf(extent: Extent, size: number) {
  const rows = Math.floor(extent.rows / size);
  const columns = Math.floor(extent.columns / size);
  const lanes = 4 * extent.vectors;
  const cells = Array.from({ length: size * size }, (_, k) => [Math.floor(k / size), k % size]);
  return {
    /** Extent of y. */
    pooled: { ...extent, rows, columns },
    /** Row and place in the row of every value of the window of y's float i in row r, row by row. */
    cells: (r: number, i: number): (readonly [number, number])[] =>
      cells.map(([dr = 0, dc = 0]) => {
        const column = Math.floor(i / lanes) * size + dc;
        return [r * size + dr, column * lanes + (i % lanes)];
      }),
  };
}

/** y = largest value of each window. */
export function maxPoolForward(y: Image, x: Image, extent: Extent, size: number): void {
  const { pooled, cells } = windowsOf(extent, size);
  eachFloat(pooled, (c, r, i) => {
    y.data[indexOf(y, c, r, i)] = Math.max(
      ...cells(r, i).map(([row, place]) => valueAt(x, c, row, place)),
    );
  });
}

/** Everything of dx to 0. */
export function clearImage(dx: Image, extent: Extent): void {
  for (let c = 0; c < extent.channels; c++) {
    for (let r = 0; r < extent.rows; r++) {
      const at = indexOf(dx, c, r, 0);
      dx.data.fill(0, at, at + widthOf(extent));
    }
  }
}

/** dx = dy where x is the first maximum of its window, 0 elsewhere; with `gate` only where that is positive. */
export function maxPoolBackward(
  dx: Image,
  { x, y, dy }: Readonly<Record<'x' | 'y' | 'dy', Image>>,
  extent: Extent,
  size: number,
  gate: boolean,
): void {
  const { pooled, cells } = windowsOf(extent, size);
  clearImage(dx, extent);
  eachFloat(pooled, (c, r, i) => {
    const largest = valueAt(y, c, r, i);
    const first = cells(r, i).find(([row, place]) => valueAt(x, c, row, place) === largest);
    if (first === undefined || (gate && !(largest > 0))) return;
    dx.data[indexOf(dx, c, ...first)] = valueAt(dy, c, r, i);
  });
}
