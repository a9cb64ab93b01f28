// Matrix products in blocks. Every entry is a sum over blocks of KC products, of sums inside a block: the order depends
// on k alone, and errors grow with KC + k / KC instead of k.
import { packColumns, packRows } from './pack';
import { KC, MC, MR, NR } from './sizes';
import { tile } from './tile';

// @ts-ignore: decorator
@inline
export function wide(n: u32): u32 {
  return (n + NR - 1) & ~(NR - 1);
}

/** c (m x n) = or += a packed block of rows times a packed block of columns. */
export function block(c: usize, ldc: usize, a: usize, b: usize, m: u32, n: u32, kc: u32, add: bool, spill: usize): void {
  for (let j: u32 = 0; j < n; j += NR) {
    let ap = a, cp = c + (<usize>j << 2);
    const cols = min(NR, n - j);
    for (let i: u32 = 0; i < m; i += MR) {
      tile(cp, ldc, ap, b, kc, min(MR, m - i), cols, add, spill);
      ap += <usize>kc << 4;
      cp += ldc << 2;
    }
    b += <usize>kc << 5;
  }
}

/** All of the right operand (k x n) as blocks of KC rows, each of panels of 8 columns: 4 k wide(n) bytes. */
export function packRight(to: usize, b: usize, bRow: usize, bColumn: usize, k: u32, n: u32): void {
  for (let k0: u32 = 0; k0 < k; k0 += KC) {
    const kc = min(KC, k - k0);
    packColumns(to, b + k0 * bRow, bRow, bColumn, n, kc);
    to += <usize>(kc * wide(n)) << 2;
  }
}

/** c (m x n) = a (m x k) times what `packRight` packed; `left` holds LEFT_BYTES. */
export function timesPacked(c: usize, ldc: usize, a: usize, aRow: usize, aColumn: usize, right: usize, m: u32, n: u32, k: u32, left: usize): void {
  const spill = left + MC * KC * 4;
  for (let i: u32 = 0; i < m; i += MC) {
    const mc = min(MC, m - i);
    let b = right;
    for (let k0: u32 = 0; k0 < k; k0 += KC) {
      const kc = min(KC, k - k0);
      packRows(left, a + i * aRow + k0 * aColumn, aRow, aColumn, mc, kc);
      block(c + i * ldc, ldc, left, b, mc, n, kc, k0 > 0, spill);
      b += <usize>(kc * wide(n)) << 2;
    }
  }
}
