// Panels: `[k][4]` of rows of the left operand, `[k][8]` of columns of the right one. Strides are in bytes; lines that
// a panel has beyond the matrix are 0.
import { MR, NR } from './sizes';

/** Lanes 0..3 of `to + k step` from 1 to 4 lines, for k below kc. */
// @ts-ignore: decorator
@inline
function packFour(to: usize, step: usize, from: usize, lineStep: usize, kStep: usize, lines: u32, kc: u32): void {
  let k: u32 = 0;
  if (lines >= 4) {
    if (lineStep == 4) {
      for (; k < kc; k++, to += step, from += kStep) v128.store(to, v128.load(from));
      return;
    }
    const l1 = from + lineStep, l2 = l1 + lineStep, l3 = l2 + lineStep;
    let at: usize = 0;
    if (kStep == 4) {
      for (; k + 4 <= kc; k += 4, at += 16) {
        const a = v128.load(from + at), b = v128.load(l1 + at), c = v128.load(l2 + at), d = v128.load(l3 + at);
        const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
        const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7), gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
        v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5)); to += step;
        v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7)); to += step;
        v128.store(to, v128.shuffle<f32>(ef, gh, 0, 1, 4, 5)); to += step;
        v128.store(to, v128.shuffle<f32>(ef, gh, 2, 3, 6, 7)); to += step;
      }
    }
    for (; k < kc; k++, to += step, at += kStep) {
      store<f32>(to, load<f32>(from + at));
      store<f32>(to, load<f32>(l1 + at), 4);
      store<f32>(to, load<f32>(l2 + at), 8);
      store<f32>(to, load<f32>(l3 + at), 12);
    }
    return;
  }
  for (; k < kc; k++, to += step, from += kStep) {
    v128.store(to, f32x4.splat(0));
    for (let i: u32 = 0; i < lines; i++) store<f32>(to + (<usize>i << 2), load<f32>(from + i * lineStep));
  }
}

/** Panels of 4 rows one after another, from `m` rows of `kc` entries. */
export function packRows(to: usize, from: usize, rowStep: usize, kStep: usize, m: u32, kc: u32): void {
  for (let i: u32 = 0; i < m; i += MR) {
    packFour(to, 16, from, rowStep, kStep, m - i, kc);
    to += <usize>kc << 4;
    from += rowStep << 2;
  }
}

/** Panels of 8 columns one after another, from `n` columns of `kc` entries. */
export function packColumns(to: usize, from: usize, kStep: usize, columnStep: usize, n: u32, kc: u32): void {
  for (let j: u32 = 0; j < n; j += NR) {
    packFour(to, 32, from, columnStep, kStep, n - j, kc);
    const right = to + 16;
    if (j + 4 < n) packFour(right, 32, from + (columnStep << 2), columnStep, kStep, n - j - 4, kc);
    else for (let k: u32 = 0; k < kc; k++) v128.store(right + (<usize>k << 5), f32x4.splat(0));
    to += <usize>kc << 5;
    from += columnStep << 3;
  }
}
