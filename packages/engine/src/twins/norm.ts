/** Twins of assembly/norm.ts: `round` is that of float32 operations, everything else is float64. */
import { eachFloat, indexOf, sumRow, valueAt, widthOf, type Extent, type Image } from './image.ts';
import { madd, rectified, type Rounding } from './rounding.ts';

/** Float64 sum of the lanes of rows: (l0 + l2) and (l1 + l3) row by row, then both. */
export function sumRows(rows: readonly (readonly number[])[]): number {
  const pair = [0, 0];
  for (const [a = 0, b = 0, c = 0, d = 0] of rows) {
    pair[0]! += a + c;
    pair[1]! += b + d;
  }
  return pair[0]! + pair[1]!;
}

/** parts[c] = mean and sum of squared deviations of the n floats of a channel in valid lanes (null: all). */
export function normStatistics(
  parts: Float64Array,
  x: Image,
  extent: Extent,
  lanes: Int32Array | null,
  n: number,
  round: Rounding,
): void {
  const rows = Array.from({ length: extent.rows }, (_, r) => r);
  const count = n > 0 ? n : 1;
  for (let c = 0; c < extent.channels; c++) {
    const sums = (centre: number, power: 1 | 2): number =>
      sumRows(
        rows.map((r) =>
          sumRow(
            widthOf(extent),
            (i) => {
              if (lanes?.[i % lanes.length] === 0) return 0;
              const d = round(valueAt(x, c, r, i) - centre);
              return power === 1 ? d : round(d * d);
            },
            round,
          ),
        ),
      );
    const centre = Math.fround(sums(0, 1) / count);
    const rest = sums(centre, 1);
    parts[2 * c] = centre + rest / count;
    parts[2 * c + 1] = Math.max(0, sums(centre, 2) - (rest * rest) / count);
  }
}

/** What a normalisation keeps per channel. */
export interface Norm {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
  readonly a: Float32Array;
  readonly mean: Float32Array;
  readonly invstd: Float32Array;
  readonly runningMean: Float32Array;
  readonly runningVar: Float32Array;
}

/** Statistics of all panels from parts[panel] of counts[panel] values each, coefficients, running statistics. */
export function normCombine(
  norm: Norm,
  parts: readonly Float64Array[],
  counts: readonly number[],
  momentum: number,
  epsilon: number,
): void {
  for (let c = 0; c < norm.a.length; c++) {
    let [n, mean, m2] = [0, 0, 0];
    parts.forEach((part, p) => {
      const count = counts[p]!;
      if (count === 0) return;
      const delta = part[2 * c]! - mean;
      m2 += part[2 * c + 1]! + delta * delta * ((n * count) / (n + count));
      mean += delta * (count / (n + count));
      n += count;
    });
    const inverse = 1 / Math.sqrt(m2 / n + epsilon);
    norm.a[c] = norm.scale[c]! * inverse;
    norm.mean[c] = mean;
    norm.invstd[c] = inverse;
    norm.runningMean[c] = (1 - momentum) * norm.runningMean[c]! + momentum * mean;
    norm.runningVar[c] =
      (1 - momentum) * norm.runningVar[c]! + momentum * (m2 / Math.max(1, n - 1));
  }
}

/** Coefficients from running statistics. */
export function normRunning(norm: Norm, epsilon: number): void {
  for (let c = 0; c < norm.a.length; c++) {
    const inverse = 1 / Math.sqrt(norm.runningVar[c]! + epsilon);
    norm.a[c] = norm.scale[c]! * inverse;
  }
}

/** y = a (x - mean) + shift, + skip, then ReLU. */
export function normApply(
  y: Image,
  x: Image,
  skip: Image | null,
  { a, mean, shift }: Pick<Norm, 'a' | 'mean' | 'shift'>,
  { relu, ...extent }: Extent & { readonly relu: boolean },
  round: Rounding,
): void {
  eachFloat(extent, (c, r, i) => {
    const v = madd(round, shift[c]!, a[c]!, round(valueAt(x, c, r, i) - mean[c]!));
    const w = skip === null ? v : round(v + valueAt(skip, c, r, i));
    y.data[indexOf(y, c, r, i)] = relu ? rectified(w) : w;
  });
}
