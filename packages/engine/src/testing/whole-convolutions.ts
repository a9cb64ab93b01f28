import { blockIndex } from '../twins/convolution-dense.ts';
import { indexOf, valueAt, widthOf, type Extent, type Image } from '../twins/image.ts';
import type { Draw } from './draw.ts';

/** A convolution of square windows over a panel of images. */
export interface Convolution {
  readonly inputs: number;
  readonly outs: number;
  readonly size: number;
  readonly pad: number;
  readonly stride: number;
  readonly rows: number;
  readonly columns: number;
  readonly vectors: number;
}

const BASE = { inputs: 3, outs: 5, stride: 1, rows: 7, columns: 5, vectors: 2 };

/** Windows of 3, 5 and 1 on 7 x 5 images; outputs have the same size. */
export const CONVOLUTIONS: readonly (readonly [number, Convolution])[] = [
  [3, { ...BASE, size: 3, pad: 1 }],
  [5, { ...BASE, size: 5, pad: 2 }],
  [1, { ...BASE, size: 1, pad: 0 }],
];

/** Extents of input and output. */
export function extentsOf(convolution: Convolution): { x: Extent; y: Extent } {
  const { inputs, outs, size, pad, stride, rows, columns, vectors } = convolution;
  const length = (n: number): number => Math.floor((n + 2 * pad - size) / stride) + 1;
  return {
    x: { channels: inputs, rows, columns, vectors },
    y: { channels: outs, rows: length(rows), columns: length(columns), vectors },
  };
}

/** Values without borders, `[channel][row][column][lane]`; weights as in PyTorch, `[out][in][di][dj]`. */
export interface Drawn {
  readonly x: Float32Array;
  readonly w: Float32Array;
  readonly bias: Float32Array;
  readonly dy: Float32Array;
}

const countOf = (extent: Extent): number => extent.channels * extent.rows * widthOf(extent);

export function drawConvolution(draw: Draw, convolution: Convolution): Drawn {
  const { inputs, outs, size } = convolution;
  const { x, y } = extentsOf(convolution);
  return {
    x: draw.floats(countOf(x)),
    w: draw.floats(outs * inputs * size * size, 0),
    bias: draw.floats(outs, 0),
    dy: draw.floats(countOf(y)),
  };
}

/** By definition, in float64: the output, and the gradients of the sum of dy y by input and weights. */
export function convolve(
  convolution: Convolution,
  drawn: Drawn,
): Readonly<Record<'y' | 'dx' | 'g', Float64Array>> {
  const { inputs, outs, size, pad, stride, vectors } = convolution;
  const extents = extentsOf(convolution);
  const lanes = 4 * vectors;
  const y = Float64Array.from(
    drawn.dy,
    (_, i) => drawn.bias[Math.floor((i * outs) / drawn.dy.length)]!,
  );
  const dx = new Float64Array(drawn.x.length);
  const g = new Float64Array(drawn.w.length);
  const placeOf = ({ rows, columns }: Extent, c: number, r: number, t: number): number =>
    ((c * rows + r) * columns + t) * lanes;
  let k = 0;
  for (let o = 0; o < outs; o++) {
    for (let c = 0; c < inputs; c++) {
      for (let di = 0; di < size; di++) {
        for (let dj = 0; dj < size; dj++, k++) {
          for (let r = 0; r < extents.y.rows; r++) {
            for (let t = 0; t < extents.y.columns; t++) {
              const [row, column] = [stride * r + di - pad, stride * t + dj - pad];
              const inside = row >= 0 && row < extents.x.rows;
              if (!inside || column < 0 || column >= extents.x.columns) continue;
              const to = placeOf(extents.y, o, r, t);
              const from = placeOf(extents.x, c, row, column);
              for (let lane = 0; lane < lanes; lane++) {
                y[to + lane]! += drawn.w[k]! * drawn.x[from + lane]!;
                dx[from + lane]! += drawn.w[k]! * drawn.dy[to + lane]!;
                g[k]! += drawn.x[from + lane]! * drawn.dy[to + lane]!;
              }
            }
          }
        }
      }
    }
  }
  return { y, dx, g };
}

/**
 * An image with `border` zero rows and columns around it that neighbouring rows and channels share, and with channels
 * of zeros up to a multiple of 4; without values all 0.
 */
export function bordered(extent: Extent, border: number, values?: ArrayLike<number>): Image {
  const lanes = 4 * extent.vectors;
  const row = (extent.columns + border) * lanes;
  const channel = (extent.rows + border) * row;
  const at = border * (row + lanes);
  const data = new Float32Array(at + 4 * Math.ceil(extent.channels / 4) * channel);
  const image = { data, at, channel, row };
  const width = widthOf(extent);
  for (let i = 0; i < (values?.length ?? 0); i++) {
    const [c, r] = [Math.floor(i / width / extent.rows), Math.floor(i / width) % extent.rows];
    data[indexOf(image, c, r, i % width)] = values![i]!;
  }
  return image;
}

/** The values of an image without its borders. */
export function inside(image: Image, extent: Extent): Float32Array {
  const width = widthOf(extent);
  return Float32Array.from({ length: countOf(extent) }, (_, i) => {
    const [c, r] = [Math.floor(i / width / extent.rows), Math.floor(i / width) % extent.rows];
    return valueAt(image, c, r, i % width);
  });
}

/** Byte offset of the slice of a channel that is so many rows and columns away; backwards, it wraps around 2^32. */
export const offsetOf = (
  { channel, row }: Image,
  { vectors }: Extent,
  [c, rows, columns]: readonly [number, number, number],
): number => 4 * (c * channel + rows * row + columns * 4 * vectors);

/** `[out/4][(di x inputs + c) x size + dj][4]` from `[out][c][di][dj]`. */
export function packed({ inputs, outs, size }: Convolution, w: Float32Array): Float32Array {
  const k = inputs * size * size;
  const blocks = new Float32Array(4 * Math.ceil(outs / 4) * k);
  w.forEach((weight, i) => {
    const [o, c] = [Math.floor(i / k), Math.floor(i / (size * size)) % inputs];
    const [di, dj] = [Math.floor(i / size) % size, i % size];
    blocks[blockIndex(o, (di * inputs + c) * size + dj, 4 * k)] = weight;
  });
  return blocks;
}

/** Numbers of the rows of the operand, (row of the window, channel, column of the window) each. */
export const operandRows = (rows: number, channels: number, columns: number) =>
  Array.from({ length: rows * channels * columns }, (_, k) => {
    const channel = Math.floor(k / columns) % channels;
    return [Math.floor(k / columns / channels), channel, k % columns] as const;
  });

/** How far sums of `terms` products of numbers below 1 may be from float64. */
export const boundOf = (terms: number): number => 1.2e-7 * (8 + terms);
