/** What twins of kernels over image values share; see assembly/image.ts. */
import type { Floats, Rounding } from './rounding.ts';

/** One panel of an image value: floats from `at` on, channels and rows `channel` and `row` floats apart. */
export interface Image {
  readonly data: Floats;
  readonly at: number;
  readonly channel: number;
  readonly row: number;
}

/** A row is columns x vectors x 4 floats. */
export interface Extent {
  readonly channels: number;
  readonly rows: number;
  readonly columns: number;
  readonly vectors: number;
}

/** Floats of a row. */
export const widthOf = ({ columns, vectors }: Extent): number => 4 * columns * vectors;

/** Where float i of a row lies. */
export const indexOf = ({ at, channel, row }: Image, c: number, r: number, i: number): number =>
  at + c * channel + r * row + i;

export const valueAt = (image: Image, c: number, r: number, i: number): number =>
  image.data[indexOf(image, c, r, i)]!;

/** Visits every float: channel, row, place in the row. */
export function eachFloat(extent: Extent, visit: (c: number, r: number, i: number) => void): void {
  for (let c = 0; c < extent.channels; c++) {
    for (let r = 0; r < extent.rows; r++) {
      for (let i = 0; i < widthOf(extent); i++) visit(c, r, i);
    }
  }
}

/** What the gradient dy is behind a ReLU whose output is `gate`; null: as it is. */
export function gatedAt(dy: Image, gate: Image | null, c: number, r: number, i: number): number {
  return gate === null || valueAt(gate, c, r, i) > 0 ? valueAt(dy, c, r, i) : 0;
}

/** Sums of the four lanes of a row: vector v to partial sum v % 4, these as (s0 + s2) + (s1 + s3). */
export function sumRow(length: number, value: (i: number) => number, round: Rounding): number[] {
  const s = Array.from({ length: 16 }, () => 0);
  for (let i = 0; i < length; i++) s[i % 16] = round(s[i % 16]! + value(i));
  return [0, 1, 2, 3].map((l) => round(round(s[l]! + s[8 + l]!) + round(s[4 + l]! + s[12 + l]!)));
}
