/**
 * Twins of assembly/convolution-sparse.ts. Survivor i is an entry of two words: the offset of its operand row, see
 * convolution.ts, and the bits of its value. `starts` `[outs + 1]` are byte offsets of outputs' first entries.
 */
import { endOf, operandAt, startOf, type Ends, type Runs } from './convolution.ts';
import { indexOf, valueAt, type Image } from './image.ts';
import { madd, sumLanes, type Floats, type Rounding } from './rounding.ts';

/** Entries of a block of the operand's rows, output after output. */
export interface Entries {
  readonly entries: Uint32Array;
  readonly starts: Uint32Array;
}

/** Bits of a float32. */
export const bitsOf = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0]!;

const valueOf = (bits: number): number => new Float32Array(Uint32Array.of(bits).buffer)[0]!;

/** Offset and value of every survivor of output o, and its number among all entries. */
export function survivorsOf(
  { entries, starts }: Entries,
  o: number,
): { readonly i: number; readonly offset: number; readonly value: number }[] {
  const [from, to] = [starts[o]! / 8, starts[o + 1]! / 8];
  return Array.from({ length: to - from }, (_, n) => {
    const i = from + n;
    return { i, offset: entries[2 * i]!, value: valueOf(entries[2 * i + 1]!) };
  });
}

/** y[o] = its start + sum over the output's survivors in stored order. */
export function convolutionSparseProduct(
  y: Image,
  survivors: Entries,
  x: Image,
  { rows, run }: Runs,
  ends: Ends,
  round: Rounding,
): void {
  for (let o = 0; o + 1 < survivors.starts.length; o++) {
    const terms = survivorsOf(survivors, o);
    for (let r = 0; r < rows; r++) {
      for (let i = 0; i < 4 * run; i++) {
        let sum = startOf(ends, y, o, r, i);
        for (const { offset, value } of terms) {
          sum = madd(round, sum, value, operandAt(x, offset, r, i));
        }
        y.data[indexOf(y, o, r, i)] = endOf(ends, sum, o, r, i);
      }
    }
  }
}

/** Value of entry i = values[i], or values[order[i]], `order` in bytes; `values` are bits. */
export function convolutionSparsePack(
  entries: Uint32Array,
  values: Uint32Array,
  order: Uint32Array | null,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    entries[2 * i + 1] = values[order === null ? i : order[i]! / 4]!;
  }
}

/** Whether a vector of a row goes to the second sum: 1 and 3 of every whole four do. */
const secondSum = (vector: number, run: number): boolean =>
  vector % 2 === 1 && vector < run - (run % 4);

/**
 * g[i] = (`first`) or += sum over rows and run of dy[output of i] x[offset of i]: two sums of each lane modulo 4, the
 * second added to the first, then the lanes.
 */
export function convolutionSparseWeightGradient(
  g: Floats,
  survivors: Entries,
  dy: Image,
  x: Image,
  { rows, run }: Runs,
  first: boolean,
  round: Rounding,
): void {
  for (let o = 0; o + 1 < survivors.starts.length; o++) {
    for (const { i, offset } of survivorsOf(survivors, o)) {
      const sums = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let r = 0; r < rows; r++) {
        for (let f = 0; f < 4 * run; f++) {
          const to = (f % 4) + (secondSum(Math.floor(f / 4), run) ? 4 : 0);
          const [d, v] = [valueAt(dy, o, r, f), operandAt(x, offset, r, f)];
          sums[to] = madd(round, sums[to]!, d, v);
        }
      }
      const lanes = [0, 1, 2, 3].map((l) => round(sums[l]! + sums[4 + l]!));
      const sum = sumLanes(round, lanes);
      g[i] = first ? sum : round(g[i]! + sum);
    }
  }
}
