/**
 * Twins of assembly/input.ts: the lists that tell which inputs are not zero, and products with them. Addresses and
 * strides are in bytes where the kernels keep them in memory, in floats elsewhere.
 */
import { madd, sumLanes, type Floats, type Rounding } from './rounding.ts';

/** Pairs of a byte offset and a value: words 2 i and floats 2 i + 1 of one buffer. */
export interface Entries {
  readonly words: Uint32Array;
  readonly floats: Float32Array;
}

/** Per feature, lists of (lane * gradientRow, value), `stride` bytes apart, of the lengths in `counts`. */
export interface FeatureLists {
  readonly lists: Entries;
  readonly counts: Uint32Array;
  readonly stride: number;
  readonly gradientRow: number;
}

function put({ words, floats }: Entries, at: number, offset: number, value: number): void {
  words[2 * at] = offset;
  floats[2 * at + 1] = value;
}

/** Entries (4 * feature, value) of values `[lanes][row]` that are not 0, lane after lane; `starts` in bytes. */
export function inputEntries(
  values: ArrayLike<number>,
  { row, lanes, features }: { row: number; lanes: number; features: number },
  entries: Entries,
  starts: Uint32Array,
  byFeature: FeatureLists | null,
): void {
  byFeature?.counts.fill(0, 0, features);
  let n = 0;
  starts[0] = 0;
  for (let lane = 0; lane < lanes; lane++) {
    for (let k = 0; k < features; k++) {
      const value = values[lane * row + k]!;
      if (value === 0) continue;
      put(entries, n++, 4 * k, value);
      if (byFeature === null) continue;
      const { lists, counts, stride, gradientRow } = byFeature;
      put(lists, (k * stride) / 8 + counts[k]!, lane * gradientRow, value);
      counts[k]!++;
    }
    starts[lane + 1] = 8 * n;
  }
}

/** y[lane][o] = bias[o] + sum over the lane's entries of value w[feature][o], for o below `width`. */
export function inputDenseForward(
  y: Floats,
  yRow: number,
  w: Float32Array,
  outputs: number,
  bias: Float32Array,
  { entries, starts }: { entries: Entries; starts: Uint32Array },
  { lanes, width }: { lanes: number; width: number },
  round: Rounding,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    for (let o = 0; o < width; o++) {
      let sum = bias[o]!;
      for (let i = starts[lane]! / 8; i < starts[lane + 1]! / 8; i++) {
        const feature = entries.words[2 * i]! / 4;
        sum = madd(round, sum, entries.floats[2 * i + 1]!, w[feature * outputs + o]!);
      }
      y[lane * yRow + o] = sum;
    }
  }
}

/** g[k][o] = sum over feature k's list of value dy[lane][o], for o below `width`. */
export function inputDenseGradient(
  g: Floats,
  gRow: number,
  dy: Float32Array,
  { lists, counts, stride }: Omit<FeatureLists, 'gradientRow'>,
  { features, width }: { features: number; width: number },
  round: Rounding,
): void {
  for (let k = 0; k < features; k++) {
    for (let o = 0; o < width; o++) {
      let sum = 0;
      for (let n = 0; n < counts[k]!; n++) {
        const i = (k * stride) / 8 + n;
        sum = madd(round, sum, lists.floats[2 * i + 1]!, dy[lists.words[2 * i]! / 4 + o]!);
      }
      g[k * gRow + o] = sum;
    }
  }
}

/**
 * From values `[lanes][row]`: x[feature][lane], and for each panel of `panelLanes` lanes the features (times 4,
 * ascending) that have survivors (`used`) and are not all zero in it. Returns the lists.
 */
export function inputRows(
  values: ArrayLike<number>,
  { row, lanes, features }: { row: number; lanes: number; features: number },
  x: Float32Array,
  xRow: number,
  used: Uint32Array,
  { panels, panelLanes }: { panels: number; panelLanes: number },
): number[][] {
  const lists = Array.from({ length: panels }, (): number[] => []);
  for (let k = 0; k < features; k++) {
    for (let lane = 0; lane < lanes; lane++) {
      const value = values[lane * row + k]!;
      if (value === 0) continue;
      x[k * xRow + lane] = value;
      const list = lists[Math.floor(lane / panelLanes)]!;
      if (used[k] === 1 && list.at(-1) !== 4 * k) list.push(4 * k);
    }
  }
  return lists;
}

/** x[feature][lane] = 0 for listed features (times 4) and the first `lanes` lanes. */
export function inputClear(x: Floats, xRow: number, list: readonly number[], lanes: number): void {
  for (const k4 of list) x.fill(0, (k4 / 4) * xRow, (k4 / 4) * xRow + lanes);
}

/** Survivors, feature after feature: `rows` byte offsets of outputs in a panel, `starts` byte starts per feature. */
export interface FeatureSurvivors {
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

/** y[o] += w x[k] over the survivors (o, k) of the listed features, one panel of `lanes` lanes. */
export function inputSparseForward(
  y: Floats,
  values: Float32Array,
  { rows, starts }: FeatureSurvivors,
  x: Float32Array,
  xRow: number,
  list: ArrayLike<number>,
  lanes: number,
  round: Rounding,
): void {
  for (let n = 0; n < list.length; n++) {
    const k = list[n]! / 4;
    for (let i = starts[k]! / 4; i < starts[k + 1]! / 4; i++) {
      for (let lane = 0; lane < lanes; lane++) {
        const at = rows[i]! / 4 + lane;
        y[at] = madd(round, y[at]!, values[i]!, x[k * xRow + lane]!);
      }
    }
  }
}

/** g[i] += sum over one panel's lanes of dy[row of i] x[feature of i], for survivors i of the listed features. */
export function inputSparseGradient(
  g: Floats,
  { rows, starts }: FeatureSurvivors,
  dy: Float32Array,
  x: Float32Array,
  xRow: number,
  list: ArrayLike<number>,
  lanes: number,
  round: Rounding,
): void {
  for (let n = 0; n < list.length; n++) {
    const k = list[n]! / 4;
    for (let i = starts[k]! / 4; i < starts[k + 1]! / 4; i++) {
      const sums = [-0, -0, -0, -0];
      for (let lane = 0; lane < lanes; lane++) {
        const d = dy[rows[i]! / 4 + lane]!;
        sums[lane % 4] = madd(round, sums[lane % 4]!, x[k * xRow + lane]!, d);
      }
      g[i] = round(g[i]! + sumLanes(round, sums));
    }
  }
}
