// Tiles of 4 x 4 outputs to and from their 36 transformed numbers, 4 channels at a time. Transformed tiles are
// [36][tile][channel], slices `slice` bytes apart; `temp` holds 36 vectors.
import { Geometry } from './patches';
import { filterGradientLine, filterLine, imageLine, outputGradientLine, outputLine } from './winograd-lines';

// @ts-ignore: decorator
@inline
function pixel(image: usize, y: i32, x: i32, height: i32, width: i32, channels: i32): v128 {
  if (<u32>y >= <u32>height || <u32>x >= <u32>width) return f32x4.splat(0);
  return v128.load(image + ((<usize>((y * width + x) * channels)) << 2));
}

/** Tiles `first` to `first + count` of the batch: 6 x 6 pixels each, 0 outside of the image. */
export function imageTiles(v: usize, slice: usize, image: usize, g: Geometry, first: i32, count: i32, temp: usize): void {
  const across = (g.outWidth + 3) >> 2, down = (g.outHeight + 3) >> 2;
  const height = g.inHeight, width = g.inWidth, channels = g.inChannels;
  for (let t = first; t < first + count; t++) {
    const tile = t % (across * down);
    const y = ((tile / across) << 2) - g.padTop, x = ((tile % across) << 2) - g.padLeft;
    const example = image + ((<usize>(t / (across * down) * height * width * channels)) << 2);
    for (let c = 0; c < channels; c += 4, v += 16) {
      const at = example + (<usize>c << 2);
      for (let j = 0; j < 6; j++) {
        imageLine(
          temp + (j << 4), 96,
          pixel(at, y, x + j, height, width, channels), pixel(at, y + 1, x + j, height, width, channels),
          pixel(at, y + 2, x + j, height, width, channels), pixel(at, y + 3, x + j, height, width, channels),
          pixel(at, y + 4, x + j, height, width, channels), pixel(at, y + 5, x + j, height, width, channels),
        );
      }
      for (let i = 0; i < 6; i++) {
        const row = temp + i * 96;
        imageLine(
          v + i * 6 * slice, slice, v128.load(row), v128.load(row, 16), v128.load(row, 32), v128.load(row, 48),
          v128.load(row, 64), v128.load(row, 80),
        );
      }
    }
  }
}

/** The 4 x 4 numbers of an output's gradient per tile, 0 outside of it. */
export function outputGradientTiles(v: usize, slice: usize, dy: usize, g: Geometry, first: i32, count: i32, temp: usize): void {
  const across = (g.outWidth + 3) >> 2, down = (g.outHeight + 3) >> 2;
  const height = g.outHeight, width = g.outWidth, channels = g.outChannels;
  for (let t = first; t < first + count; t++) {
    const tile = t % (across * down);
    const y = (tile / across) << 2, x = (tile % across) << 2;
    const example = dy + ((<usize>(t / (across * down) * height * width * channels)) << 2);
    for (let c = 0; c < channels; c += 4, v += 16) {
      const at = example + (<usize>c << 2);
      for (let j = 0; j < 4; j++) {
        outputGradientLine(
          temp + (j << 4), 64,
          pixel(at, y, x + j, height, width, channels), pixel(at, y + 1, x + j, height, width, channels),
          pixel(at, y + 2, x + j, height, width, channels), pixel(at, y + 3, x + j, height, width, channels),
        );
      }
      for (let i = 0; i < 6; i++) {
        const row = temp + (i << 6);
        outputGradientLine(v + i * 6 * slice, slice, v128.load(row), v128.load(row, 16), v128.load(row, 32), v128.load(row, 48));
      }
    }
  }
}

/** Writes the outputs of transformed tiles, those that are inside. */
export function outputTiles(y: usize, m: usize, slice: usize, g: Geometry, first: i32, count: i32, temp: usize): void {
  const across = (g.outWidth + 3) >> 2, down = (g.outHeight + 3) >> 2;
  const height = g.outHeight, width = g.outWidth, channels = g.outChannels;
  const step = <usize>channels << 2;
  for (let t = first; t < first + count; t++) {
    const tile = t % (across * down);
    const oy = (tile / across) << 2, ox = (tile % across) << 2;
    const rows = min(4, height - oy), columns = min(4, width - ox);
    const corner = y + ((<usize>(((t / (across * down) * height + oy) * width + ox) * channels)) << 2);
    for (let c = 0; c < channels; c += 4, m += 16) {
      for (let j = 0; j < 6; j++) outputLine(temp + (j << 4), 96, m + j * slice, 6 * slice);
      for (let i = 0; i < rows; i++) {
        const to = corner + (<usize>(i * width) * step) + (<usize>c << 2), row = temp + i * 96;
        if (columns == 4) outputLine(to, step, row, 16);
        else {
          outputLine(temp + 384, 16, row, 16);
          for (let j = 0; j < columns; j++) v128.store(to + j * step, v128.load(temp + 384 + (j << 4)));
        }
      }
    }
  }
}

/** The 36 numbers of 4 outputs' filters `w`, taps `step` bytes apart, to `temp + 288`; `flip` turns them around. */
export function filterTile(temp: usize, w: usize, step: usize, flip: bool): void {
  for (let j = 0; j < 3; j++) {
    const k: i32 = flip ? 8 - j : j, down: i32 = flip ? -3 : 3;
    filterLine(
      temp + (j << 4), 48,
      v128.load(w + k * step), v128.load(w + (k + down) * step), v128.load(w + (k + 2 * down) * step),
    );
  }
  for (let i = 0; i < 6; i++) {
    const row = temp + i * 48;
    filterLine(temp + 288 + i * 96, 16, v128.load(row), v128.load(row, 16), v128.load(row, 32));
  }
}

/** dw from its 36 transformed numbers, [36][size] with slices `slice` bytes apart; `size` numbers, a multiple of 4. */
export function filterGradientTiles(dw: usize, m: usize, slice: usize, size: u32, temp: usize): void {
  const step = <usize>size << 2;
  for (let at: usize = 0; at < step; at += 16) {
    for (let j = 0; j < 6; j++) filterGradientLine(temp + (j << 4), 96, m + at + j * slice, 6 * slice);
    for (let i = 0; i < 3; i++) filterGradientLine(dw + at + i * 3 * step, step, temp + i * 96, 16);
  }
}
