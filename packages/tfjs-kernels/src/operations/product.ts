import type { Heap } from '../heap.ts';

/** A matrix in the heap: its address, and byte strides between rows and between columns. */
export interface Operand {
  readonly at: number;
  readonly row: number;
  readonly column: number;
}

/** Bytes of scratch that one call of the `product` kernel takes. */
export const PRODUCT_BYTES = 336_000;

/** A float32 matrix of so many columns in row order; `transposed` looks at it the other way. */
export function operand(at: number, columns: number, transposed = false): Operand {
  return transposed ? { at, row: 4, column: 4 * columns } : { at, row: 4 * columns, column: 4 };
}

/** c (m x n, in row order) = a (m x k) b (k x n), with PRODUCT_BYTES of scratch memory. */
export function product(
  heap: Heap,
  c: number,
  a: Operand,
  b: Operand,
  { m, n, k }: { m: number; n: number; k: number },
  scratch: number,
): void {
  heap.kernels.product(c, a.at, a.row, a.column, b.at, b.row, b.column, m, n, k, scratch);
}
