/**
 * Twins of assembly/convolution-dense.ts. `w`, `u` and `g` are blocks of 4 outputs, `[out/4][k][4]`, `block` floats
 * apart; `offsets` gives row k of the operand as in convolution.ts.
 */
import { endOf, operandAt, startOf, type Ends, type Runs } from './convolution.ts';
import { indexOf, valueAt, type Image } from './image.ts';
import { madd, sumLanes, type Floats, type Rounding } from './rounding.ts';

/** Float index of weight (output o, operand row k). */
export const blockIndex = (o: number, k: number, block: number): number =>
  (o >> 2) * block + 4 * k + (o & 3);

/** Blocks of 4 outputs, all of which are computed. */
export interface Blocks extends Runs {
  readonly blocks: number;
  readonly block: number;
}

/** y[o] = its start + sum over k, ascending, of w[o][k] x[offsets[k]]. */
export function convolutionDenseProduct(
  y: Image,
  w: Float32Array,
  offsets: Uint32Array,
  x: Image,
  { blocks, block, rows, run }: Blocks,
  ends: Ends,
  round: Rounding,
): void {
  for (let o = 0; o < 4 * blocks; o++) {
    for (let r = 0; r < rows; r++) {
      for (let i = 0; i < 4 * run; i++) {
        let sum = startOf(ends, y, o, r, i);
        for (let k = 0; k < offsets.length; k++) {
          sum = madd(round, sum, w[blockIndex(o, k, block)]!, operandAt(x, offsets[k]!, r, i));
        }
        y.data[indexOf(y, o, r, i)] = endOf(ends, sum, o, r, i);
      }
    }
  }
}

/** Part of a window: `dys` rows di0, di0 - step, ... and `dxs` columns dj0, dj0 - step, ... */
export interface Window {
  readonly di0: number;
  readonly dys: number;
  readonly dj0: number;
  readonly dxs: number;
  readonly step: number;
}

/** u[c][(i outs + o) dxs + j] = w[o][(di inputs + c) width + dj]; 0 where c is beyond the last input. */
export function convolutionDenseTranspose(
  u: Floats,
  w: Float32Array,
  { block, inputs, outs, width }: Record<'block' | 'inputs' | 'outs' | 'width', number>,
  { di0, dys, dj0, dxs, step }: Window,
): void {
  const rows = dys * outs * dxs;
  for (let c = 0; c < 4 * Math.ceil(inputs / 4); c++) {
    for (let k = 0; k < rows; k++) {
      const [i, o, j] = [Math.floor(k / dxs / outs), Math.floor(k / dxs) % outs, k % dxs];
      const from = ((di0 - i * step) * inputs + c) * width + (dj0 - j * step);
      u[blockIndex(c, k, 4 * rows)] = c < inputs ? w[blockIndex(o, from, block)]! : 0;
    }
  }
}

/**
 * g[o][k] = (`first`) or += sum over rows and run of dy[o] x[offsets[k]]: four sums, of lanes that are equal modulo 4,
 * then those.
 */
export function convolutionDenseWeightGradient(
  g: Floats,
  dy: Image,
  offsets: Uint32Array,
  x: Image,
  { blocks, block, rows, run }: Blocks,
  first: boolean,
  round: Rounding,
): void {
  for (let o = 0; o < 4 * blocks; o++) {
    for (let k = 0; k < offsets.length; k++) {
      const sums = [0, 0, 0, 0];
      for (let r = 0; r < rows; r++) {
        for (let i = 0; i < 4 * run; i++) {
          const [d, v] = [valueAt(dy, o, r, i), operandAt(x, offsets[k]!, r, i)];
          sums[i % 4] = madd(round, sums[i % 4]!, d, v);
        }
      }
      const at = blockIndex(o, k, block);
      const sum = sumLanes(round, sums);
      g[at] = first ? sum : round(g[at]! + sum);
    }
  }
}
