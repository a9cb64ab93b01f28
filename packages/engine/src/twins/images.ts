/** Twins of assembly/images.ts. */
import {
  eachFloat,
  gatedAt,
  indexOf,
  sumRow,
  valueAt,
  widthOf,
  type Extent,
  type Image,
} from './image.ts';
import { rectified, sumLanes, type Floats, type Rounding } from './rounding.ts';

/** y = a + b, through ReLU if asked. */
export function imagesAdd(y: Image, a: Image, b: Image, extent: Extent, relu: boolean): void {
  eachFloat(extent, (c, r, i) => {
    const sum = Math.fround(valueAt(a, c, r, i) + valueAt(b, c, r, i));
    y.data[indexOf(y, c, r, i)] = relu ? rectified(sum) : sum;
  });
}

/** to = from or to += from, from being 0 where the gate is not positive. */
export function imagesGate(
  to: Image,
  from: Image,
  gate: Image | null,
  extent: Extent,
  accumulate: boolean,
): void {
  eachFloat(extent, (c, r, i) => {
    const at = indexOf(to, c, r, i);
    const v = gatedAt(from, gate, c, r, i);
    to.data[at] = accumulate ? to.data[at]! + v : v;
  });
}

/** y = x m. */
export function imagesScale(y: Image, x: Image, m: Image, extent: Extent): void {
  eachFloat(extent, (c, r, i) => {
    y.data[indexOf(y, c, r, i)] = valueAt(x, c, r, i) * valueAt(m, c, r, i);
  });
}

/** y = max(x, 0). */
export function imagesRelu(y: Image, x: Image, extent: Extent): void {
  eachFloat(extent, (c, r, i) => {
    y.data[indexOf(y, c, r, i)] = rectified(valueAt(x, c, r, i));
  });
}

/** g[c] = or += the sum of channel c: rows in order, then the four lanes. */
export function imagesBiasGradient(
  g: Floats,
  dy: Image,
  extent: Extent,
  first: boolean,
  round: Rounding,
): void {
  for (let c = 0; c < extent.channels; c++) {
    let s = [0, 0, 0, 0];
    for (let r = 0; r < extent.rows; r++) {
      const row = sumRow(widthOf(extent), (i) => valueAt(dy, c, r, i), round);
      s = s.map((v, lane) => round(v + row[lane]!));
    }
    g[c] = first ? sumLanes(round, s) : round(g[c]! + sumLanes(round, s));
  }
}

/** Zero where `lanes`, words of one column, are 0. */
export function imagesLanes(y: Image, lanes: Int32Array, extent: Extent): void {
  eachFloat(extent, (c, r, i) => {
    if (lanes[i % lanes.length] === 0) y.data[indexOf(y, c, r, i)] = 0;
  });
}
