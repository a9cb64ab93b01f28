import type { Image } from '../twins/image.ts';
import { LINES, type Lines } from '../twins/winograd-lines.ts';
import { padded, sliceFloats, weightIndex, type Channels, type Planes } from '../twins/winograd.ts';
import type { Draw } from './draw.ts';

export type Case = Planes & { readonly band: number };

export const VARIANTS: readonly Lines[] = [LINES[2], LINES[4]];

/** Channels around the tile of 4 and the block of 16, images smaller than a tile and of every rest, bands that end early. */
export const CASES: readonly Case[] = [
  { inputs: 1, outputs: 1, vectors: 1, height: 1, width: 1, band: 1 },
  { inputs: 2, outputs: 3, vectors: 1, height: 4, width: 4, band: 16 },
  { inputs: 3, outputs: 5, vectors: 1, height: 5, width: 3, band: 2 },
  { inputs: 4, outputs: 4, vectors: 2, height: 2, width: 7, band: 3 },
  { inputs: 5, outputs: 17, vectors: 1, height: 6, width: 6, band: 4 },
  { inputs: 8, outputs: 8, vectors: 3, height: 3, width: 5, band: 1 },
  { inputs: 6, outputs: 33, vectors: 4, height: 2, width: 2, band: 5 },
  { inputs: 18, outputs: 2, vectors: 1, height: 8, width: 9, band: 3 },
  { inputs: 3, outputs: 4, vectors: 16, height: 4, width: 2, band: 1 },
];

export const named = (lines: Lines, shape: Case): string =>
  `f${lines.m}, ${shape.inputs} to ${shape.outputs}, ${shape.height} x ${shape.width}, ${shape.vectors} vectors, band ${shape.band}`;

/** Bytes of the kernels' scratch memory. */
export function scratchBytes({ m }: Lines, { inputs, outputs, vectors, band }: Case): number {
  const pairs = Math.ceil((band * vectors) / 2);
  const row = (n: number): number => 32 * padded(n) + 64;
  const positions = (m + 2) * (m + 2);
  const images = positions * (pairs * (Math.max(row(inputs), row(outputs)) + 512) + 64);
  const gradient = positions * pairs * (row(inputs) + row(outputs));
  return Math.max(5120, 2048 + images, 2048 + gradient);
}

/** Random images with a border of zeros around each; neighbouring rows and channels share theirs. */
export function drawBordered(draw: Draw, channels: number, planes: Planes): Image {
  const { vectors, height, width } = planes;
  const row = 4 * vectors * (width + 1 + draw.below(2));
  const channel = row * (height + 1 + draw.below(2));
  const at = row + 4 * vectors;
  const data = new Float32Array(at + channels * channel + row);
  for (let c = 0; c < channels; c++) {
    for (let r = 0; r < height; r++) {
      data.set(draw.floats(4 * vectors * width), at + c * channel + r * row);
    }
  }
  return { data, at, channel, row };
}

/** Weights `[out/4][(dy, c, dx)][4]`, 0 where there is no output. */
export function drawWeights(draw: Draw, { inputs, outputs }: Channels): Float32Array {
  const w = draw.floats(padded(outputs) * 9 * inputs);
  for (let o = outputs; o < padded(outputs); o++) {
    for (let c = 0; c < inputs; c++) {
      for (let k = 0; k < 9; k++) w[weightIndex(o, Math.floor(k / 3), c, k % 3, inputs)] = 0;
    }
  }
  return w;
}

/** Transformed weights of `drawWeights`, in float32, or room for them with random content. */
export function transformed(
  lines: Lines,
  channels: Channels,
  draw: Draw,
  transform?: (u: Float32Array) => void,
): Float32Array {
  const u = draw.floats(sliceFloats(lines, channels));
  transform?.(u);
  return u;
}
