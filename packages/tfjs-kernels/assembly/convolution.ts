// Convolutions of channels-last images as products with their patches, a block of positions at a time. Filters are
// [filter row][filter column][channel][output]; `geometry` is a Geometry.
import { packColumns, packRows } from './pack';
import { gather, Geometry, scatter } from './patches';
import { block, packRight, timesPacked, wide } from './blocks';
import { KC, LEFT_BYTES, MC } from './sizes';

/** y = patches of x times the filter. `scratch`: LEFT_BYTES, the packed filter, `rows` patches. */
export function convolution_forward(y: usize, x: usize, w: usize, geometry: usize, rows: u32, scratch: usize): void {
  const g = changetype<Geometry>(geometry);
  const k: u32 = g.filterHeight * g.filterWidth * g.inChannels, n: u32 = g.outChannels;
  const right = scratch + LEFT_BYTES, patches = right + ((<usize>k * wide(n)) << 2);
  packRight(right, w, n << 2, 4, k, n);
  for (let p: u32 = 0; p < <u32>g.positions; p += rows) {
    const count = min(rows, g.positions - p);
    gather(patches, x, g, p, count);
    timesPacked(y + ((<usize>p * n) << 2), n << 2, patches, k << 2, 4, right, count, n, k, scratch);
  }
}

/** dx += the sum of dy times the filter over all positions that read a pixel. `scratch` as above, filter transposed. */
export function convolution_input_gradient(dx: usize, dy: usize, w: usize, geometry: usize, rows: u32, scratch: usize): void {
  const g = changetype<Geometry>(geometry);
  const k: u32 = g.filterHeight * g.filterWidth * g.inChannels, n: u32 = g.outChannels;
  const right = scratch + LEFT_BYTES, patches = right + ((<usize>n * wide(k)) << 2);
  packRight(right, w, 4, n << 2, n, k);
  for (let p: u32 = 0; p < <u32>g.positions; p += rows) {
    const count = min(rows, g.positions - p);
    timesPacked(patches, k << 2, dy + ((<usize>p * n) << 2), n << 2, 4, right, count, k, n, scratch);
    scatter(dx, patches, g, p, count);
  }
}

/** dw = transposed patches of x times dy, KC positions at a time. `scratch`: LEFT_BYTES, KC rows of dy and patches. */
export function convolution_filter_gradient(dw: usize, x: usize, dy: usize, geometry: usize, scratch: usize): void {
  const g = changetype<Geometry>(geometry);
  const k: u32 = g.filterHeight * g.filterWidth * g.inChannels, n: u32 = g.outChannels;
  const spill = scratch + MC * KC * 4, right = scratch + LEFT_BYTES, patches = right + ((<usize>KC * wide(n)) << 2);
  const ldc = <usize>n << 2;
  for (let p: u32 = 0; p < <u32>g.positions; p += KC) {
    const count = min(KC, g.positions - p);
    gather(patches, x, g, p, count);
    packColumns(right, dy + p * ldc, ldc, 4, n, count);
    for (let i: u32 = 0; i < k; i += MC) {
      const mc = min(MC, k - i);
      packRows(scratch, patches + (<usize>i << 2), 4, k << 2, mc, count);
      block(dw + i * ldc, ldc, scratch, right, mc, n, count, p > 0, spill);
    }
  }
}
