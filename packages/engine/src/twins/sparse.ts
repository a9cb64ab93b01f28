/**
 * Twins of assembly/sparse.ts. Survivors lie row after row: `values`, `columns` (byte offset of the input's row in a
 * panel) and `starts` `[rows + 1]` (byte offset of a row's first survivor). Panels are `[row][lanes]`.
 */
import { madd, rectified, sumLanes, type Floats, type Rounding } from './rounding.ts';

/** The survivors of one matrix, row after row. */
export interface Survivors {
  readonly columns: Uint32Array;
  readonly starts: Uint32Array;
}

/** y[o] = bias[o] + sum over the row's survivors in stored order; then ReLU, or 0 where gate[o] is not above 0. */
export function sparseProduct(
  y: Floats,
  values: Float32Array,
  { columns, starts }: Survivors,
  x: Float32Array,
  { lanes, relu }: { lanes: number; relu: boolean },
  { bias, gate }: { bias: Float32Array | null; gate: Float32Array | null },
  round: Rounding,
): void {
  for (let o = 0; o + 1 < starts.length; o++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = bias === null ? 0 : bias[o]!;
      for (let i = starts[o]! / 4; i < starts[o + 1]! / 4; i++) {
        sum = madd(round, sum, values[i]!, x[columns[i]! / 4 + lane]!);
      }
      const at = o * lanes + lane;
      if (relu) sum = rectified(sum);
      y[at] = gate === null || gate[at]! > 0 ? sum : 0;
    }
  }
}

/**
 * g[i] = sum over panels and lanes of dy[row of i] x[column of i]: four sums, of lanes that are equal modulo 4, then
 * those. Panels are `dyPanel` and `xPanel` floats apart.
 */
export function sparseWeightGradient(
  g: Floats,
  { columns, starts }: Survivors,
  dy: Float32Array,
  x: Float32Array,
  { lanes, panels }: { lanes: number; panels: number },
  { dyPanel, xPanel }: { dyPanel: number; xPanel: number },
  round: Rounding,
): void {
  for (let o = 0; o + 1 < starts.length; o++) {
    for (let i = starts[o]! / 4; i < starts[o + 1]! / 4; i++) {
      const sums = [0, 0, 0, 0];
      for (let p = 0; p < panels; p++) {
        for (let lane = 0; lane < lanes; lane++) {
          const d = dy[p * dyPanel + o * lanes + lane]!;
          const v = x[p * xPanel + columns[i]! / 4 + lane]!;
          sums[lane % 4] = madd(round, sums[lane % 4]!, d, v);
        }
      }
      g[i] = sumLanes(round, sums);
    }
  }
}

/** out[i] = values[order[i]], `order` in bytes. */
export function sparsePermute(out: Floats, values: Float32Array, order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) out[i] = values[order[i]! / 4]!;
}
