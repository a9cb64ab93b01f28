// Mean pooling, over windows as in pool.ts and over all positions. Image values: see image.ts; `rows` and `columns` are
// those of x.
import { clearRest } from './image';

/** y = the sum of each window, taken row by row, over size x size. */
export function average_pool_forward(
  y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, size: u32,
): void {
  const column = <usize>vectors << 4;
  const width = columns / size, height = rows / size;
  const count = f32x4.splat(<f32>(size * size));
  for (let c: u32 = 0; c < channels; c++, y += yChannel, x += xChannel) {
    for (let r: u32 = 0; r < height; r++) {
      let q = y + r * yRow;
      let p = x + r * size * xRow;
      for (let i: u32 = 0; i < width; i++, p += (size - 1) * column) {
        for (let v: u32 = 0; v < vectors; v++, p += 16, q += 16) {
          let s: v128 = f32x4.splat(0);
          let w = p;
          for (let k: u32 = 0; k < size; k++, w += xRow) {
            for (let l: usize = 0; l < size; l++) s = f32x4.add(s, v128.load(w + l * column));
          }
          v128.store(q, f32x4.div(s, count));
        }
      }
    }
  }
}

/** dx = dy / (size x size) of its window, 0 in rows and columns that no window covers. */
export function average_pool_backward(
  dx: usize, dxChannel: usize, dxRow: usize, dy: usize, dyChannel: usize, dyRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, size: u32,
): void {
  const column = <usize>vectors << 4;
  const width = columns / size, height = rows / size;
  const count = f32x4.splat(<f32>(size * size));
  for (let c: u32 = 0; c < channels; c++, dx += dxChannel, dy += dyChannel) {
    clearRest(dx, dxRow, rows, columns, vectors, size);
    for (let r: u32 = 0; r < height; r++) {
      let o = dx + r * size * dxRow;
      let g = dy + r * dyRow;
      for (let i: u32 = 0; i < width; i++, o += (size - 1) * column) {
        for (let v: u32 = 0; v < vectors; v++, o += 16, g += 16) {
          const share = f32x4.div(v128.load(g), count);
          let w = o;
          for (let k: u32 = 0; k < size; k++, w += dxRow) {
            for (let l: usize = 0; l < size; l++) v128.store(w + l * column, share);
          }
        }
      }
    }
  }
}

/** y[channel] = the mean over all positions, rows first, as P vectors; y is a feature panel `[channel][P vectors]`. */
export function global_average_forward(
  y: usize, x: usize, xChannel: usize, xRow: usize, channels: u32, rows: u32, columns: u32, vectors: u32,
): void {
  const column = <usize>vectors << 4;
  const count = f32x4.splat(<f32>(rows * columns));
  for (let c: u32 = 0; c < channels; c++, x += xChannel) {
    let p = x;
    for (let v: u32 = 0; v < vectors; v++, y += 16, p += 16) {
      let s: v128 = f32x4.splat(0);
      for (let r: u32 = 0; r < rows; r++) {
        let t: v128 = f32x4.splat(0);
        let q = p + r * xRow;
        for (let i: u32 = 0; i < columns; i++, q += column) t = f32x4.add(t, v128.load(q));
        s = f32x4.add(s, t);
      }
      v128.store(y, f32x4.div(s, count));
    }
  }
}

/** dx = dy[channel] / (rows x columns) at every position, all lanes; dy is a feature panel `[channel][P vectors]`. */
export function global_average_backward(
  dx: usize, dxChannel: usize, dxRow: usize, dy: usize, channels: u32, rows: u32, columns: u32, vectors: u32,
): void {
  const column = <usize>vectors << 4;
  const count = f32x4.splat(<f32>(rows * columns));
  for (let c: u32 = 0; c < channels; c++, dx += dxChannel) {
    let p = dx;
    for (let v: u32 = 0; v < vectors; v++, dy += 16, p += 16) {
      const g = f32x4.div(v128.load(dy), count);
      for (let r: u32 = 0; r < rows; r++) {
        let q = p + r * dxRow;
        for (let i: u32 = 0; i < columns; i++, q += column) v128.store(q, g);
      }
    }
  }
}
