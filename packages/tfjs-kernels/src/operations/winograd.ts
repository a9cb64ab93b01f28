import type { backend_util } from '@tensorflow/tfjs-core';
import type { Heap } from '../heap.ts';
import { GEOMETRY_BYTES, placeGeometry, positionsOf, type ConvInfo } from './geometry.ts';

/** Scratch of assembly/winograd.ts before its slices: a packed block, a tile, and two transformed tiles. */
const FIXED_BYTES = 64 * 256 * 4 + 128 + 1152;

/** Channels from which transforms cost less than the products that they save. */
const MIN_CHANNELS = 16;

const wide = (n: number): number => 8 * Math.ceil(n / 8);
const sliceBytes = (rows: number, columns: number): number => 4 * rows * columns + 64;

const tilesOf = (info: ConvInfo): number =>
  info.batchSize * Math.ceil(info.outHeight / 4) * Math.ceil(info.outWidth / 4);

/**
 * Whether a convolution runs by Winograd's method, by its sizes alone: 3 x 3, strides 1, channels that fill vectors, and
 * tiles of 4 x 4 outputs that are full enough: 36 products each, at most 0.6 of the direct ones.
 */
export function suitsWinograd(info: ConvInfo): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } =
    info;
  const plain = [strideHeight, strideWidth, dilationHeight, dilationWidth].every((n) => n === 1);
  const channels = [info.inChannels, info.outChannels];
  return (
    plain &&
    filterHeight === 3 &&
    filterWidth === 3 &&
    channels.every((n) => n % 4 === 0 && n >= MIN_CHANNELS) &&
    tilesOf(info) >= 16 &&
    36 * tilesOf(info) <= 0.6 * 9 * positionsOf(info)
  );
}

/** The convolution that takes an output's gradient to the image's, when filters are turned around. */
export function turned(info: ConvInfo): ConvInfo {
  const { outHeight, outWidth, outChannels, inHeight, inWidth, inChannels, padInfo } = info;
  const { top, left } = padInfo;
  return {
    ...info,
    inHeight: outHeight,
    inWidth: outWidth,
    inChannels: outChannels,
    outHeight: inHeight,
    outWidth: inWidth,
    outChannels: inChannels,
    padInfo: { ...padInfo, top: 2 - top, left: 2 - left } as backend_util.PadInfo,
  };
}

/** Tiles at a time, a multiple of 4: their transforms take about 600 KiB of the second-level cache. */
const tilesAtOnce = (info: ConvInfo): number => {
  const fitting = 4 * Math.floor(600_000 / (4 * 144 * (info.inChannels + info.outChannels)));
  return Math.min(64, Math.max(16, fitting));
};

/** y = x convolved with w, at these addresses; `back` as assembly/winograd.ts says, with sizes that are `turned`. */
export function winogradForward(
  heap: Heap,
  [y, x, w]: readonly [number, number, number],
  info: ConvInfo,
  back: boolean,
  kernel: string,
): void {
  const tiles = tilesAtOnce(info);
  const slices =
    sliceBytes(info.inChannels, wide(info.outChannels)) +
    sliceBytes(tiles, info.inChannels) +
    sliceBytes(tiles, info.outChannels);
  heap.scratch(GEOMETRY_BYTES + FIXED_BYTES + 36 * slices, kernel, (at) => {
    placeGeometry(heap, at, info);
    heap.kernels.winograd_forward(y, x, w, at, tiles, back ? 1 : 0, at + GEOMETRY_BYTES);
  });
}

/** dw = the filter's gradient from x and dy, at these addresses. */
export function winogradFilterGradient(
  heap: Heap,
  [dw, x, dy]: readonly [number, number, number],
  info: ConvInfo,
): void {
  const tiles = 64;
  const slices =
    sliceBytes(info.inChannels, info.outChannels) +
    sliceBytes(tiles, info.inChannels) +
    sliceBytes(tiles, info.outChannels);
  const bytes = GEOMETRY_BYTES + FIXED_BYTES + 36 * slices + 4 * tiles * wide(info.outChannels);
  heap.scratch(bytes, 'Conv2DBackpropFilter', (at) => {
    placeGeometry(heap, at, info);
    heap.kernels.winograd_filter_gradient(dw, x, dy, at, tiles, at + GEOMETRY_BYTES);
  });
}
