import { block } from './blocks';
import { packColumns, packRows } from './pack';
import { KC, LEFT_BYTES, MC, NC } from './sizes';

/**
 * c (m x n, rows n floats apart) = a (m x k) b (k x n), each with its byte strides between rows and between columns;
 * a transposed operand has the two exchanged. Where k is 0, c is 0. `scratch` holds 320 KiB and 128 bytes.
 */
export function product(c: usize, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, bColumn: usize, m: u32, n: u32, k: u32, scratch: usize): void {
  const ldc = <usize>n << 2;
  if (k == 0) {
    memory.fill(c, 0, m * ldc);
    return;
  }
  const spill = scratch + MC * KC * 4, right = scratch + LEFT_BYTES;
  for (let j: u32 = 0; j < n; j += NC) {
    const nc = min(NC, n - j);
    for (let k0: u32 = 0; k0 < k; k0 += KC) {
      const kc = min(KC, k - k0);
      packColumns(right, b + k0 * bRow + j * bColumn, bRow, bColumn, nc, kc);
      for (let i: u32 = 0; i < m; i += MC) {
        const mc = min(MC, m - i);
        packRows(scratch, a + i * aRow + k0 * aColumn, aRow, aColumn, mc, kc);
        block(c + i * ldc + (<usize>j << 2), ldc, scratch, right, mc, nc, kc, k0 > 0, spill);
      }
    }
  }
}
