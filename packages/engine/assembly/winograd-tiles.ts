// Transforms between images and transformed tiles. An image value is `[channel][row][column][P vectors]`, its address
// that of channel 0, row 0, column 0, with zeros in rows -1 and H and columns -1 and W. Tiles are numbered by row of
// tiles; the tile vectors of a band are (tile, p), p fastest, and lie in pairs, `[position][pair][channel][2 vectors]`.
import { CONSTANTS, dataLine, spreadLine, sumLine } from './winograd-lines';

/**
 * Bytes for one tile of N x N vectors between its two passes and for the constants behind it, and as many for an edge
 * tile or a row of results.
 */
// @ts-ignore: decorator
@inline
export const TILE: usize = 1024;

/** Bytes from one pair of tile vectors to the next: channels padded to 4, and a line against cache conflicts. */
// @ts-ignore: decorator
@inline
export function pairBytes(channels: u32): usize {
  return ((<usize>(channels + 3) & ~3) << 5) + 64;
}

/** Columns first, then rows: `step` bytes between positions of the result; T is transformed as data or as gradient. */
// @ts-ignore: decorator
@inline
function transform<T>(to: usize, step: usize, half: usize, from: usize, row: usize, column: usize, gradient: bool): void {
  const n: usize = offsetof<T>();
  if (gradient) {
    for (let j: usize = 0; j < n - 2; j++) spreadLine<T>(half + (j << 4), n << 4, from + j * column, row, half + CONSTANTS);
    for (let i: usize = 0; i < n; i++) spreadLine<T>(to + i * n * step, step, half + ((i * n) << 4), 16, half + CONSTANTS);
  } else {
    for (let j: usize = 0; j < n; j++) dataLine<T>(half + (j << 4), n << 4, from + j * column, row, half + CONSTANTS);
    for (let i: usize = 0; i < n; i++) dataLine<T>(to + i * n * step, step, half + ((i * n) << 4), 16, half + CONSTANTS);
  }
}

/**
 * Tiles first .. last - 1 of an image to `to`, positions `step` bytes apart; `gradient` takes the M x M tiles of a
 * result's gradient, otherwise the N x N tiles of data around them. What lies beyond the zero border is read as
 * zero, so are missing channels of the last four and the missing vector of the last pair.
 */
// @ts-ignore: decorator
@inline
export function transformBand<T>(to: usize, step: usize, scratch: usize, x: usize, channel: usize, row: usize, channels: u32, vectors: u32, height: u32, width: u32, first: u32, last: u32, gradient: bool): void {
  const m: u32 = offsetof<T>() - 2;
  const across = (width + m - 1) / m;
  const column: usize = <usize>vectors << 4;
  const pair = pairBytes(channels);
  const side: u32 = gradient ? m : m + 2;
  if ((channels & 3) | ((last - first) * vectors & 1)) memory.fill(to, 0, offsetof<T>() * offsetof<T>() * step);
  if (!gradient) x -= row + column;
  for (let c: u32 = 0; c < channels; c++) {
    let top = first / across * m;
    let left = first % across * m;
    let at: usize = 0;
    for (let tile = first; tile < last; tile++) {
      let from = x + <usize>top * row + <usize>left * column;
      // The last row and column of the tile that may be read: the border.
      const bottom = height - top + (gradient ? 0 : 1);
      const right = width - left + (gradient ? 0 : 1);
      const inside = bottom + 1 >= side && right + 1 >= side;
      for (let p: u32 = 0; p < vectors; p++) {
        const q = to + (at >> 1) * pair + ((at & 1) << 4);
        if (inside) {
          transform<T>(q, step, scratch, from, row, column, gradient);
        } else {
          const edge = scratch + TILE;
          for (let i: u32 = 0; i < side; i++) {
            for (let j: u32 = 0; j < side; j++) {
              v128.store(edge + <usize>((i * side + j) << 4), v128.load(from + <usize>min(i, bottom) * row + <usize>min(j, right) * column));
            }
          }
          transform<T>(q, step, scratch, edge, <usize>(side << 4), 16, gradient);
        }
        from += 16;
        at++;
      }
      left += m;
      if (left >= width) {
        left = 0;
        top += m;
      }
    }
    x += channel;
    to += 32;
  }
}

/**
 * Products `[position][pair][4][2 vectors]` of four outputs to the images of `outputs` <= 4 channels at y: with bias
 * (0 = none) and ReLU, or added to what is there (`add`) and zero where the image at gate is not above 0 (0 = none).
 */
// @ts-ignore: decorator
@inline
export function resultBand<T>(y: usize, channel: usize, row: usize, from: usize, step: usize, scratch: usize, bias: usize, relu: bool, gate: usize, gateChannel: usize, gateRow: usize, add: bool, outputs: u32, vectors: u32, height: u32, width: u32, first: u32, last: u32): void {
  const n: usize = offsetof<T>();
  const m: u32 = offsetof<T>() - 2;
  const across = (width + m - 1) / m;
  const column: usize = <usize>vectors << 4;
  const result = scratch + TILE;
  const zero = f32x4.splat(0);
  for (let o: u32 = 0; o < outputs; o++) {
    const offset = bias ? v128.load_splat<f32>(bias + (<usize>o << 2)) : zero;
    let top = first / across * m;
    let left = first % across * m;
    let at: usize = 0;
    for (let tile = first; tile < last; tile++) {
      const rows = min(m, height - top);
      const columns = min(m, width - left);
      for (let p: u32 = 0; p < vectors; p++) {
        const q = from + ((at >> 1) << 7) + (<usize>o << 5) + ((at & 1) << 4);
        for (let j: usize = 0; j < n; j++) sumLine<T>(scratch + (j << 4), n << 4, q + j * step, n * step, scratch + CONSTANTS);
        for (let i: u32 = 0; i < rows; i++) {
          sumLine<T>(result, 16, scratch + ((<usize>i * n) << 4), 16, scratch + CONSTANTS);
          const place = <usize>left * column + (<usize>p << 4);
          let d = y + <usize>(top + i) * row + place;
          let g = gate + <usize>(top + i) * gateRow + place;
          for (let j: u32 = 0; j < columns; j++) {
            let v = f32x4.add(v128.load(result + <usize>(j << 4)), offset);
            if (relu) v = f32x4.pmax(v, zero);
            if (add) v = f32x4.add(v128.load(d), v);
            if (gate) v = v128.and(v, f32x4.gt(v128.load(g), zero));
            v128.store(d, v);
            d += column;
            g += column;
          }
        }
        at++;
      }
      left += m;
      if (left >= width) {
        left = 0;
        top += m;
      }
    }
    y += channel;
    if (gate) gate += gateChannel;
  }
}
