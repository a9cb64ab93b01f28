/**
 * What twins of assembly/convolution-dense.ts and convolution-sparse.ts share. A row of an operand is a slice of an
 * image: `offset` bytes from where x stands, forwards or backwards (a word above 2^31).
 */
import { valueAt, type Image } from './image.ts';
import { rectified } from './rounding.ts';

/** Sum a product starts from, and what becomes of it; `mode` as in the kernels: 1 first, 2 relu. */
export interface Ends {
  readonly mode: number;
  readonly bias: Float32Array | null;
  readonly gate: Image | null;
}

/** Rows of a product, and vectors of a row. */
export interface Runs {
  readonly rows: number;
  readonly run: number;
}

/** Float i of row r of the operand's row at `offset`. */
export const operandAt = (x: Image, offset: number, r: number, i: number): number =>
  x.data[x.at + (offset | 0) / 4 + r * x.row + i]!;

/** What the sum of output o starts from. */
export function startOf({ mode, bias }: Ends, y: Image, o: number, r: number, i: number): number {
  if ((mode & 1) === 0) return valueAt(y, o, r, i);
  return bias === null ? 0 : bias[o]!;
}

/** The sum behind ReLU and gate. */
export function endOf({ mode, gate }: Ends, sum: number, o: number, r: number, i: number): number {
  const rest = (mode & 2) === 0 ? sum : rectified(sum);
  return gate === null || valueAt(gate, o, r, i) > 0 ? rest : 0;
}
