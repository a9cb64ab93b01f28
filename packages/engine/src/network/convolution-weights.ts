import type { Arena } from '../arena.ts';
import type { Window } from './geometry.ts';
import type { OperandBlock } from './operand.ts';

/** Position in `[out, in, height, width]` of the weight of output o in row k of the dense layout. */
export function flatIndex({ inputs, height, width }: Window, o: number, k: number): number {
  const dj = k % width;
  const c = Math.floor(k / width) % inputs;
  const di = Math.floor(k / (width * inputs));
  return ((o * inputs + c) * height + di) * width + dj;
}

/** Where each value of the dense layout `[out/4][k][4]` stands in the parameter; -1 for padding. */
export function denseOrder(w: Window): Int32Array {
  const rows = w.inputs * w.height * w.width;
  const blocks = Math.ceil(w.outputs / 4);
  const flat = new Int32Array(blocks * rows * 4).fill(-1);
  for (let o = 0; o < w.outputs; o++) {
    for (let k = 0; k < rows; k++) flat[((o >> 2) * rows + k) * 4 + (o & 3)] = flatIndex(w, o, k);
  }
  return flat;
}

/** A block's entries in memory: `starts` `[outputs + 1]` are byte offsets into `entries`. */
export interface EntryBlock {
  readonly entries: number;
  readonly starts: number;
  readonly from: number;
  readonly to: number;
  /** Survivors before this block. */
  readonly before: number;
  readonly count: number;
}

/**
 * Places entries (byte offset and value) of the survivors: block after block, output after output, in the order of
 * the block's taps. `flatOf(output, k)` is a weight's position in its parameter. Returns the positions in that order.
 */
export function placeEntries(
  arena: Arena,
  blocks: readonly OperandBlock[],
  outputs: number,
  mask: Uint8Array | null,
  flatOf: (output: number, k: number) => number,
): {
  readonly blocks: readonly EntryBlock[];
  readonly entries: number;
  readonly order: Int32Array;
} {
  const kept = (flat: number): boolean => mask === null || mask[flat] === 1;
  let total = 0;
  for (const { taps } of blocks) {
    for (let o = 0; o < outputs; o++) for (const { k } of taps) if (kept(flatOf(o, k))) total++;
  }
  const order = new Int32Array(total);
  const entries = arena.place(total * 8);
  const placed: EntryBlock[] = [];
  const startsAt = blocks.map(() => arena.place((outputs + 1) * 4));
  const words = arena.words(entries, total * 2);
  let n = 0;
  blocks.forEach(({ taps, from, to }, b) => {
    const before = n;
    const starts = arena.words(startsAt[b]!, outputs + 1);
    for (let o = 0; o < outputs; o++) {
      starts[o] = (n - before) * 8;
      for (const { k, offset } of taps) {
        const flat = flatOf(o, k);
        if (!kept(flat)) continue;
        words[2 * n] = offset;
        order[n++] = flat;
      }
    }
    starts[outputs] = (n - before) * 8;
    const at = entries + before * 8;
    placed.push({ entries: at, starts: startsAt[b]!, from, to, before, count: n - before });
  });
  return { blocks: placed, entries, order };
}

/** Places the byte offsets of all taps by k; blocks are then contiguous parts. */
export function placeOffsets(arena: Arena, blocks: readonly OperandBlock[], rows: number): number {
  const at = arena.place(rows * 4);
  const words = arena.words(at, rows);
  for (const { taps } of blocks) for (const { k, offset } of taps) words[k] = offset;
  return at;
}
