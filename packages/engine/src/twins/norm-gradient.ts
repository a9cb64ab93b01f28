/** Twins of assembly/norm-gradient.ts: `round` is that of float32 operations, everything else is float64. */
import {
  eachFloat,
  gatedAt,
  indexOf,
  sumRow,
  valueAt,
  widthOf,
  type Extent,
  type Image,
} from './image.ts';
import { sumRows } from './norm.ts';
import { madd, type Rounding } from './rounding.ts';

/** What the backward pass reads: dy, the gate or null, the normalisation's input. */
export interface NormInputs {
  readonly dy: Image;
  readonly gate: Image | null;
  readonly x: Image;
}

/** sums[c] = sum of g and of g xhat. */
export function normGradientSums(
  sums: Float64Array,
  { dy, gate, x }: NormInputs,
  { mean, invstd }: { readonly mean: Float32Array; readonly invstd: Float32Array },
  extent: Extent,
  round: Rounding,
): void {
  const rows = Array.from({ length: extent.rows }, (_, r) => r);
  for (let c = 0; c < extent.channels; c++) {
    const g = (r: number, i: number): number => gatedAt(dy, gate, c, r, i);
    const product = (r: number, i: number): number =>
      round(g(r, i) * round(valueAt(x, c, r, i) - mean[c]!));
    const over = (value: (r: number, i: number) => number): number =>
      sumRows(rows.map((r) => sumRow(widthOf(extent), (i) => value(r, i), round)));
    sums[2 * c] = over(g);
    sums[2 * c + 1] = over(product) * invstd[c]!;
  }
}

/** Gradients of scale and shift, and the coefficients of dx = a g + b x + c. */
export interface NormGradient {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly c: Float32Array;
}

export function normGradientCombine(
  gradient: NormGradient,
  sums: readonly Float64Array[],
  n: number,
  norm: Readonly<Record<'scale' | 'mean' | 'invstd', Float32Array>>,
): void {
  for (let c = 0; c < gradient.a.length; c++) {
    const total = sums.reduce((s, panel) => s + panel[2 * c]!, 0);
    const product = sums.reduce((s, panel) => s + panel[2 * c + 1]!, 0);
    const inverse = norm.invstd[c]!;
    const first = norm.scale[c]! * inverse;
    gradient.scale[c] = product;
    gradient.shift[c] = total;
    gradient.a[c] = first;
    gradient.b[c] = (-first * inverse * product) / n;
    gradient.c[c] = (-first * total) / n - gradient.b[c]! * norm.mean[c]!;
  }
}

/** dx in valid lanes, 0 in others; dskip, unless null, is set to g or has it added. */
export function normGradientApply(
  dx: Image,
  dskip: Image | null,
  accumulate: boolean,
  { dy, gate, x }: NormInputs,
  { a, b, c: constant }: Pick<NormGradient, 'a' | 'b' | 'c'>,
  { lanes, ...extent }: Extent & { readonly lanes: Int32Array | null },
  round: Rounding,
): void {
  eachFloat(extent, (c, r, i) => {
    const g = gatedAt(dy, gate, c, r, i);
    const d = madd(round, madd(round, constant[c]!, b[c]!, valueAt(x, c, r, i)), a[c]!, g);
    dx.data[indexOf(dx, c, r, i)] = lanes?.[i % lanes.length] === 0 ? 0 : d;
    if (dskip === null) return;
    const before = accumulate ? valueAt(dskip, c, r, i) : 0;
    dskip.data[indexOf(dskip, c, r, i)] = accumulate ? round(before + g) : g;
  });
}
