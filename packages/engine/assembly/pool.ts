// Max pooling over windows of size x size, `size` apart; rows and columns that do not fill a window are left out.
// Image values: see image.ts; `rows` and `columns` are those of x.
import { clearRest } from './image';

// @ts-ignore: decorator
@inline
function largest(x: usize, xRow: usize, column: usize, size: u32): v128 {
  let m = v128.load(x);
  for (let i: u32 = 0; i < size; i++, x += xRow) {
    let p = x;
    for (let j: u32 = 0; j < size; j++, p += column) m = f32x4.max(m, v128.load(p));
  }
  return m;
}

/** y = the largest value of each window, NaN where it holds one. */
export function max_pool_forward(
  y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, size: u32,
): void {
  const column = <usize>vectors << 4;
  const width = columns / size, height = rows / size;
  for (let c: u32 = 0; c < channels; c++, y += yChannel, x += xChannel) {
    for (let r: u32 = 0; r < height; r++) {
      let q = y + r * yRow;
      let p = x + r * size * xRow;
      for (let i: u32 = 0; i < width; i++, p += (size - 1) * column) {
        if (size == 2) {
          for (let v: u32 = 0; v < vectors; v++, p += 16, q += 16) {
            const top = f32x4.max(v128.load(p), v128.load(p + column));
            const bottom = f32x4.max(v128.load(p + xRow), v128.load(p + xRow + column));
            v128.store(q, f32x4.max(top, bottom));
          }
        } else {
          for (let v: u32 = 0; v < vectors; v++, p += 16, q += 16) v128.store(q, largest(p, xRow, column, size));
        }
      }
    }
  }
}

/** Stores the gradient that is left in lanes where x is the maximum; returns what is left after that. */
// @ts-ignore: decorator
@inline
function give(dx: usize, x: usize, y: v128, left: v128): v128 {
  const hit = f32x4.eq(v128.load(x), y);
  v128.store(dx, v128.and(left, hit));
  return v128.andnot(left, hit);
}

/**
 * dx = dy at the first maximum of each window, row by row, 0 elsewhere (everywhere in a window that holds NaN);
 * x and y are what the forward pass read and wrote. `gate`, when not 0: nothing where y <= 0, because x is a ReLU's
 * output.
 */
export function max_pool_backward(
  dx: usize, dxChannel: usize, dxRow: usize, x: usize, xChannel: usize, xRow: usize,
  y: usize, yChannel: usize, yRow: usize, dy: usize, dyChannel: usize, dyRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, size: u32, gate: i32,
): void {
  const column = <usize>vectors << 4;
  const width = columns / size, height = rows / size;
  const zero = f32x4.splat(0);
  for (let c: u32 = 0; c < channels; c++, dx += dxChannel, x += xChannel, y += yChannel, dy += dyChannel) {
    clearRest(dx, dxRow, rows, columns, vectors, size);
    for (let r: u32 = 0; r < height; r++) {
      let o = dx + r * size * dxRow, p = x + r * size * xRow;
      let q = y + r * yRow, g = dy + r * dyRow;
      for (let i: u32 = 0; i < width; i++, o += (size - 1) * column, p += (size - 1) * column) {
        for (let v: u32 = 0; v < vectors; v++, o += 16, p += 16, q += 16, g += 16) {
          const m = v128.load(q);
          let left = v128.load(g);
          if (gate) left = v128.and(left, f32x4.gt(m, zero));
          if (size == 2) {
            left = give(o, p, m, left);
            left = give(o + column, p + column, m, left);
            left = give(o + dxRow, p + xRow, m, left);
            give(o + dxRow + column, p + xRow + column, m, left);
          } else {
            for (let k: u32 = 0; k < size; k++) {
              for (let l: u32 = 0; l < size; l++) left = give(o + k * dxRow + l * column, p + k * xRow + l * column, m, left);
            }
          }
        }
      }
    }
  }
}
