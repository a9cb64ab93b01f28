// 3 x 3 convolutions of strides 1 by Winograd's method: 36 products of transformed tiles, a quarter of the direct
// multiplications. Channels are multiples of 4; `geometry` is a Geometry; `tiles` are taken at a time.
import { packColumns, packRows } from './pack';
import { Geometry } from './patches';
import { block, timesPacked, wide } from './blocks';
import { KC, LEFT_BYTES, MC } from './sizes';
import { filterGradientTiles, filterTile, imageTiles, outputGradientTiles, outputTiles } from './winograd-tiles';

/** 36 vectors of one tile, and as many more. */
const TEMP_BYTES: usize = 1152;

/** Apart by a cache line more than their size: 36 slices of a power of two would share the lines of a set. */
// @ts-ignore: decorator
@inline
function slice(rows: u32, columns: u32): usize {
  return (<usize>(rows * columns) << 2) + 64;
}

// @ts-ignore: decorator
@inline
function tileCount(g: Geometry): u32 {
  return (((g.outWidth + 3) >> 2) * ((g.outHeight + 3) >> 2) * (g.positions / (g.outWidth * g.outHeight))) as u32;
}

/** Where `packRight` would put entry (k, column) of a right operand of `inner` rows and `n` columns. */
// @ts-ignore: decorator
@inline
function packedAt(k: u32, column: u32, inner: u32, n: u32): usize {
  const k0 = k & ~(KC - 1), kc = min(KC, inner - k0);
  return <usize>(k0 * wide(n) + (column & ~7) * kc + ((k - k0) << 3) + (column & 7)) << 2;
}

/** Transforms all filters, [3][3][channel][output], into 36 packed right operands; transposed and turned if `back`. */
function packFilters(right: usize, step: usize, w: usize, g: Geometry, back: bool, temp: usize): void {
  const inner: u32 = g.inChannels, n: u32 = g.outChannels;
  const channels = back ? n : inner, outputs = back ? inner : n;
  const tap = <usize>(channels * outputs) << 2, done = temp + 288;
  for (let s: u32 = 0; s < 36; s++) memory.fill(right + s * step, 0, <usize>(inner * wide(n)) << 2);
  for (let c: u32 = 0; c < channels; c++) {
    for (let o: u32 = 0; o < outputs; o += 4, w += 16) {
      filterTile(temp, w, tap, back);
      if (back) {
        const to = right + packedAt(o, c, inner, n);
        // Four rows of one column; a block of KC rows never ends between them.
        for (let s: u32 = 0; s < 36; s++) {
          const v = v128.load(done + (s << 4)), at = to + s * step;
          store<f32>(at, f32x4.extract_lane(v, 0));
          store<f32>(at, f32x4.extract_lane(v, 1), 32);
          store<f32>(at, f32x4.extract_lane(v, 2), 64);
          store<f32>(at, f32x4.extract_lane(v, 3), 96);
        }
      } else {
        const to = right + packedAt(c, o, inner, n);
        for (let s: u32 = 0; s < 36; s++) v128.store(to + s * step, v128.load(done + (s << 4)));
      }
    }
  }
}

/**
 * y = x convolved with w; if `back`, with w turned around and its channels and outputs exchanged: the image's gradient
 * from the output's. `scratch`: LEFT_BYTES, TEMP_BYTES, 36 slices of packed filters, of `tiles` inputs and outputs.
 */
export function winograd_forward(y: usize, x: usize, w: usize, geometry: usize, tiles: u32, back: u32, scratch: usize): void {
  const g = changetype<Geometry>(geometry);
  const inner: u32 = g.inChannels, n: u32 = g.outChannels;
  const temp = scratch + LEFT_BYTES, right = temp + TEMP_BYTES;
  const rightSlice = slice(inner, wide(n)), vSlice = slice(tiles, inner), mSlice = slice(tiles, n);
  const v = right + 36 * rightSlice, m = v + 36 * vSlice;
  packFilters(right, rightSlice, w, g, back != 0, temp);
  const all = tileCount(g);
  for (let t: u32 = 0; t < all; t += tiles) {
    const count = min(tiles, all - t);
    imageTiles(v, vSlice, x, g, t, count, temp);
    for (let s: u32 = 0; s < 36; s++) {
      timesPacked(m + s * mSlice, n << 2, v + s * vSlice, inner << 2, 4, right + s * rightSlice, count, n, inner, scratch);
    }
    outputTiles(y, m, mSlice, g, t, count, temp);
  }
}

/**
 * dw = the filter's gradient. `scratch`: LEFT_BYTES, TEMP_BYTES, 36 slices of sums, of `tiles` inputs and gradients,
 * and `tiles` packed gradients.
 */
export function winograd_filter_gradient(dw: usize, x: usize, dy: usize, geometry: usize, tiles: u32, scratch: usize): void {
  const g = changetype<Geometry>(geometry);
  const inputs: u32 = g.inChannels, n: u32 = g.outChannels;
  const spill = scratch + MC * KC * 4, temp = scratch + LEFT_BYTES, sums = temp + TEMP_BYTES;
  const sumSlice = slice(inputs, n), vSlice = slice(tiles, inputs), dSlice = slice(tiles, n);
  const v = sums + 36 * sumSlice, d = v + 36 * vSlice, right = d + 36 * dSlice;
  const all = tileCount(g);
  for (let t: u32 = 0; t < all; t += tiles) {
    const count = min(tiles, all - t);
    imageTiles(v, vSlice, x, g, t, count, temp);
    outputGradientTiles(d, dSlice, dy, g, t, count, temp);
    for (let s: u32 = 0; s < 36; s++) {
      packColumns(right, d + s * dSlice, n << 2, 4, n, count);
      for (let i: u32 = 0; i < inputs; i += MC) {
        const mc = min(MC, inputs - i);
        packRows(scratch, v + s * vSlice + (<usize>i << 2), 4, inputs << 2, mc, count);
        block(sums + s * sumSlice + ((<usize>i * n) << 2), n << 2, scratch, right, mc, n, count, t > 0, spill);
      }
    }
  }
  filterGradientTiles(dw, sums, sumSlice, inputs * n, temp);
}
