/** Twins of assembly/elementwise.ts. */
import { rectified, type Floats, type Rounding } from './rounding.ts';

/** y[o][lane] = bias[o] for one panel `[rows][lanes]`. */
export function biasFill(y: Floats, bias: Float32Array, lanes: number): void {
  for (let i = 0; i < bias.length * lanes; i++) y[i] = bias[Math.floor(i / lanes)]!;
}

/** y = max(y, 0) for the first n floats. */
export function relu(y: Floats, n: number): void {
  for (let i = 0; i < n; i++) y[i] = rectified(y[i]!);
}

/** g[o] = sum of row o over panels `panel` floats apart: lanes equal modulo 4 first, then those one by one. */
export function biasGradient(
  g: Floats,
  dy: Float32Array,
  { rows, lanes, panels, panel }: { rows: number; lanes: number; panels: number; panel: number },
  round: Rounding,
): void {
  for (let o = 0; o < rows; o++) {
    const sums = [0, 0, 0, 0];
    for (let p = 0; p < panels; p++) {
      for (let lane = 0; lane < lanes; lane++) {
        sums[lane % 4] = round(sums[lane % 4]! + dy[p * panel + o * lanes + lane]!);
      }
    }
    g[o] = sums.reduce((a, b) => round(a + b));
  }
}

/** to[c][r] = from[r][c], rows `toRow` and `fromRow` floats long, through ReLU if asked. */
export function transpose(
  to: Floats,
  toRow: number,
  from: Float32Array,
  fromRow: number,
  { rows, columns, relu }: { rows: number; columns: number; relu: boolean },
): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const v = from[r * fromRow + c]!;
      to[c * toRow + r] = relu ? rectified(v) : v;
    }
  }
}
