/**
 * Twins of assembly/winograd.ts. `w` and `g` are `[out/4][(dy, c, dx)][4]`; `u` and `du` are `[out/4][N x N][in][4]`
 * with 16 floats behind each `[in][4]`.
 */
import { indexOf, valueAt, type Image } from './image.ts';
import { madd, rectified, sumLanes, type Floats, type Rounding } from './rounding.ts';
import { transformSquare, type Lines } from './winograd-lines.ts';

export interface Channels {
  readonly inputs: number;
  readonly outputs: number;
}

/** Images of height x width with a zero border, `vectors` x 4 of them. */
export interface Planes extends Channels {
  readonly vectors: number;
  readonly height: number;
  readonly width: number;
}

/** n rounded up to a multiple of 4. */
export const padded = (n: number): number => 4 * Math.ceil(n / 4);

/** Positions of a tile of data. */
export const positionsOf = ({ m }: Lines): number => (m + 2) * (m + 2);

/** Float index of weight (output o, row di, input c, column dj). */
export const weightIndex = (o: number, di: number, c: number, dj: number, inputs: number): number =>
  (o >> 2) * 36 * inputs + 4 * ((di * inputs + c) * 3 + dj) + (o & 3);

/** Float index of the transformed weight (output o, position k, input c). */
export const sliceIndex = (lines: Lines, o: number, k: number, c: number, inputs: number): number =>
  ((o >> 2) * positionsOf(lines) + k) * (4 * inputs + 16) + 4 * c + (o & 3);

/** Floats of transformed weights. */
export const sliceFloats = (lines: Lines, { inputs, outputs }: Channels): number =>
  sliceIndex(lines, padded(outputs), 0, 0, inputs);

export function winogradWeights(
  lines: Lines,
  u: Floats,
  w: Float32Array,
  { inputs, outputs }: Channels,
  round: Rounding,
): void {
  for (let o = 0; o < padded(outputs); o++) {
    for (let c = 0; c < inputs; c++) {
      const at = (i: number, j: number): number => w[weightIndex(o, i, c, j, inputs)]!;
      transformSquare(lines.weight, 3, at, round).forEach((value, k) => {
        u[sliceIndex(lines, o, k, c, inputs)] = value;
      });
    }
  }
}

/** The same of w turned by 180 degrees, inputs and outputs exchanged; 0 where there is no input. */
export function winogradTurnedWeights(
  lines: Lines,
  u: Floats,
  w: Float32Array,
  { inputs, outputs }: Channels,
  round: Rounding,
): void {
  for (let c = 0; c < padded(inputs); c++) {
    for (let o = 0; o < outputs; o++) {
      const at = (i: number, j: number): number => w[weightIndex(o, 2 - i, c, 2 - j, inputs)]!;
      transformSquare(lines.weight, 3, at, round).forEach((value, k) => {
        u[sliceIndex(lines, c, k, o, outputs)] = c < inputs ? value : 0;
      });
    }
  }
}

/** Visits tiles by row of tiles, and in a tile every vector and lane; `i` counts the four lanes of a vector together. */
function eachLane(
  { m }: Lines,
  { vectors, height, width }: Planes,
  visit: (top: number, left: number, l: number, i: number) => void,
): void {
  let i = 0;
  for (let top = 0; top < height; top += m) {
    for (let left = 0; left < width; left += m) {
      for (let l = 0; l < 4 * vectors; l++) visit(top, left, l, i + (l >> 2));
      i += vectors;
    }
  }
}

/** Pixel of one lane, 0 outside the image. */
function pixel({ vectors, height, width }: Planes, image: Image, c: number, l: number) {
  return (i: number, j: number): number =>
    i < 0 || j < 0 || i >= height || j >= width ? 0 : valueAt(image, c, i, 4 * j * vectors + l);
}

/** What becomes of a sum at channel c, row r, float i of a row of y. */
export type Finish = (sum: number, c: number, r: number, i: number) => number;

/** bias + sum, rectified or not; null: no bias. */
export const biased =
  (bias: Float32Array | null, relu: boolean, round: Rounding): Finish =>
  (sum, c) => {
    const v = round(sum + (bias?.[c] ?? 0));
    return relu ? rectified(v) : v;
  };

/** The sum, added to y or not; 0 where the gate is not above 0. */
export const gated =
  (y: Image, gate: Image | null, add: boolean, round: Rounding): Finish =>
  (sum, c, r, i) => {
    if (gate !== null && !(valueAt(gate, c, r, i) > 0)) return 0;
    return add ? round(valueAt(y, c, r, i) + sum) : sum;
  };

/** y = convolution of x, finished; for the input gradient with turned weights, inputs and outputs exchanged. */
export function winogradConvolution(
  lines: Lines,
  y: Image,
  x: Image,
  u: Float32Array,
  planes: Planes,
  finish: Finish,
  round: Rounding,
): void {
  const { inputs, outputs, vectors, height, width } = planes;
  const { m } = lines;
  eachLane(lines, planes, (top, left, l) => {
    const data = Array.from({ length: inputs }, (_, c) => {
      const at = pixel(planes, x, c, l);
      return transformSquare(lines.data, m + 2, (i, j) => at(top + i - 1, left + j - 1), round);
    });
    for (let o = 0; o < outputs; o++) {
      const products = data[0]!.map((_, k) =>
        data.reduce(
          (sum, v, c) => madd(round, sum, u[sliceIndex(lines, o, k, c, inputs)]!, v[k]!),
          0,
        ),
      );
      const at = (i: number, j: number): number => products[i * (m + 2) + j]!;
      transformSquare(lines.sum, m + 2, at, round).forEach((sum, k) => {
        const [r, column] = [top + Math.floor(k / m), left + (k % m)];
        if (r >= height || column >= width) return;
        const i = 4 * column * vectors + l;
        y.data[indexOf(y, o, r, i)] = finish(sum, o, r, i);
      });
    }
  });
}

/**
 * du = or, with `add`, += sums over tiles and lanes of one panel, `band` tiles at a time: four sums, of lanes that are
 * equal modulo 4, then those. Outputs beyond the last get 0.
 */
export function winogradWeightGradient(
  lines: Lines,
  du: Floats,
  dy: Image,
  x: Image,
  planes: Planes & { readonly band: number },
  add: boolean,
  round: Rounding,
): void {
  const { inputs, outputs, vectors, band } = planes;
  const { m } = lines;
  // [band][o][c][position][lane]
  const bands: number[][][][][] = [];
  eachLane(lines, planes, (top, left, l, i) => {
    const sums = (bands[Math.floor(i / vectors / band)] ??= Array.from({ length: outputs }, () =>
      Array.from({ length: inputs }, () =>
        Array.from({ length: positionsOf(lines) }, () => [0, 0, 0, 0]),
      ),
    ));
    const slopes = sums.map((_, o) => {
      const at = pixel(planes, dy, o, l);
      return transformSquare(lines.spread, m, (r, j) => at(top + r, left + j), round);
    });
    for (let c = 0; c < inputs; c++) {
      const at = pixel(planes, x, c, l);
      const data = transformSquare(
        lines.data,
        m + 2,
        (r, j) => at(top + r - 1, left + j - 1),
        round,
      );
      slopes.forEach((slope, o) => {
        data.forEach((v, k) => {
          const lanes = sums[o]![c]![k]!;
          lanes[l % 4] = madd(round, lanes[l % 4]!, slope[k]!, v);
        });
      });
    }
  });
  for (let o = 0; o < padded(outputs); o++) {
    for (let c = 0; c < inputs; c++) {
      for (let k = 0; k < positionsOf(lines); k++) {
        const at = sliceIndex(lines, o, k, c, inputs);
        bands.forEach((sums, b) => {
          const sum = o < outputs ? sumLanes(round, sums[o]![c]![k]!) : 0;
          du[at] = b === 0 && !add ? sum : round(du[at]! + sum);
        });
      }
    }
  }
}

export function winogradGather(
  lines: Lines,
  g: Floats,
  du: Float32Array,
  { inputs, outputs }: Channels,
  round: Rounding,
): void {
  const n = lines.m + 2;
  for (let o = 0; o < padded(outputs); o++) {
    for (let c = 0; c < inputs; c++) {
      const at = (i: number, j: number): number => du[sliceIndex(lines, o, i * n + j, c, inputs)]!;
      transformSquare(lines.gather, n, at, round).forEach((value, k) => {
        g[weightIndex(o, Math.floor(k / 3), c, k % 3, inputs)] = value;
      });
    }
  }
}
