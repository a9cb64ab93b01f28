/**
 * Twins of assembly/dense.ts. `w` and `g` are pairs of output rows, `[pairs][inputs][2]`; activations are one panel,
 * `[row][lanes]`; `list` holds byte offsets of columns inside a pair, that is 8 times the column.
 */
import { madd, rectified, sumLanes, type Floats, type Rounding } from './rounding.ts';

/** Float index of weight (output o, column k). */
export const pairIndex = (o: number, k: number, inputs: number): number =>
  ((o >> 1) * inputs + k) * 2 + (o & 1);

/** `[2 pairs][lanes]` from `[list.length][lanes]`: row i of x belongs to column list[i]; sums in list order. */
export function denseForward(
  y: Floats,
  w: Float32Array,
  bias: Float32Array,
  x: Float32Array,
  list: Uint32Array,
  { lanes, pairs, inputs, relu }: { lanes: number; pairs: number; inputs: number; relu: boolean },
  round: Rounding,
): void {
  for (let o = 0; o < 2 * pairs; o++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = bias[o]!;
      for (let i = 0; i < list.length; i++) {
        sum = madd(round, sum, w[pairIndex(o, list[i]! / 8, inputs)]!, x[i * lanes + lane]!);
      }
      y[o * lanes + lane] = relu ? rectified(sum) : sum;
    }
  }
}

/** dx[k] = sum over o, ascending, of w[o][k] dy[o]; 0 where gate[k] is not above 0. `inputs` is even. */
export function denseInputGradient(
  dx: Floats,
  w: Float32Array,
  dy: Float32Array,
  { lanes, pairs, inputs }: { lanes: number; pairs: number; inputs: number },
  gate: Float32Array | null,
  round: Rounding,
): void {
  for (let k = 0; k < inputs; k++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = 0;
      for (let o = 0; o < 2 * pairs; o++) {
        sum = madd(round, sum, w[pairIndex(o, k, inputs)]!, dy[o * lanes + lane]!);
      }
      const at = k * lanes + lane;
      dx[at] = gate === null || gate[at]! > 0 ? sum : 0;
    }
  }
}

/**
 * g[o][list[i]] = sum over panels and lanes of dy[o] x[i]: four sums, of lanes that are equal modulo 4, then those.
 * Panels are `dyPanel` and `xPanel` floats apart; list.length is a multiple of 4; other columns stay.
 */
export function denseWeightGradient(
  g: Floats,
  dy: Float32Array,
  x: Float32Array,
  list: Uint32Array,
  shape: { lanes: number; pairs: number; inputs: number; panels: number },
  { dyPanel, xPanel }: { dyPanel: number; xPanel: number },
  round: Rounding,
): void {
  const { lanes, pairs, inputs, panels } = shape;
  for (let o = 0; o < 2 * pairs; o++) {
    for (let i = 0; i < list.length; i++) {
      const sums = [0, 0, 0, 0];
      for (let p = 0; p < panels; p++) {
        for (let lane = 0; lane < lanes; lane++) {
          const d = dy[p * dyPanel + o * lanes + lane]!;
          sums[lane % 4] = madd(round, sums[lane % 4]!, d, x[p * xPanel + i * lanes + lane]!);
        }
      }
      g[pairIndex(o, list[i]! / 8, inputs)] = sumLanes(round, sums);
    }
  }
}
