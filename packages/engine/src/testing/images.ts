import type { Extent, Image } from '../twins/image.ts';
import type { Draw } from './draw.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Extents around the tile of four vectors: rows of every length modulo 4, single rows and columns, 1 to 16 vectors. */
export const EXTENTS: readonly Extent[] = [
  { channels: 1, rows: 1, columns: 1, vectors: 1 },
  { channels: 3, rows: 2, columns: 3, vectors: 1 },
  { channels: 2, rows: 3, columns: 2, vectors: 3 },
  { channels: 2, rows: 4, columns: 4, vectors: 4 },
  { channels: 3, rows: 5, columns: 3, vectors: 5 },
  { channels: 1, rows: 7, columns: 5, vectors: 2 },
  { channels: 2, rows: 2, columns: 7, vectors: 7 },
  { channels: 1, rows: 3, columns: 1, vectors: 16 },
  { channels: 2, rows: 6, columns: 6, vectors: 8 },
  { channels: 1, rows: 1, columns: 9, vectors: 13 },
  { channels: 5, rows: 4, columns: 1, vectors: 6 },
];

export const named = ({ channels, rows, columns, vectors }: Extent): string =>
  `${channels} x ${rows} x ${columns}, ${vectors} vectors`;

/** A panel of random values, borders of random widths, which hold random values as well, between rows and channels. */
export function drawImage(draw: Draw, extent: Extent, zeros = 0.1): Image {
  const row = 4 * (extent.columns * extent.vectors + draw.below(3));
  const channel = extent.rows * row + 4 * draw.below(4);
  const at = 4 * draw.below(4);
  return { data: draw.floats(at + extent.channels * channel, zeros), at, channel, row };
}

/** Words ~0 and 0 of a panel of which some lanes are padding. */
export const drawLanes = (draw: Draw, { vectors }: Extent): Int32Array =>
  Int32Array.from(draw.mask(4 * vectors, 0.7), (bit) => -bit);

/** An image with a copy of its data. */
export const copied = (image: Image): Image => ({ ...image, data: image.data.slice() });

/** The three arguments of kernels that say where an image is. */
export type PanelArguments = readonly [at: number, channelBytes: number, rowBytes: number];

/** Arguments of an image that is left out. */
export const NO_IMAGE: PanelArguments = [0, 0, 0];

export interface PlacedImage {
  /** Address of the whole array, borders included; what `KernelMemory.check` is told. */
  readonly start: number;
  readonly panel: PanelArguments;
  /** The whole array as it is now. */
  read(): Float32Array;
}

/** Copies an image into the kernels' memory. */
export function placeImage(memory: KernelMemory, image: Image): PlacedImage {
  const start = memory.place(image.data as Float32Array);
  return {
    start,
    panel: [start + 4 * image.at, 4 * image.channel, 4 * image.row],
    read: () => memory.floats(start, image.data.length),
  };
}

/** Float64 values as the kernels' memory takes and gives them. */
export const wordsOf = (values: ArrayLike<number>): Uint32Array =>
  new Uint32Array(Float64Array.from(values).buffer);

export const doublesAt = (memory: KernelMemory, at: number, count: number): Float64Array =>
  new Float64Array(memory.words(at, 2 * count).buffer);
