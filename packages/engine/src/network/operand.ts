/**
 * The rows of the operand of a convolution's product in blocks: which weights read which slice of an image. One block
 * belongs to one row of the window, or to all of them, and to some channels; it is small enough for its slices to
 * stay in the first-level cache.
 */

/** One weight's place in an image: the slice that it reads, in units of the image. */
export interface Tap {
  /** Row of the weight in the dense layout. */
  readonly k: number;
  /** Channel that it reads. */
  readonly channel: number;
  /** Byte offset of the slice from the row of the output. */
  readonly offset: number;
}

export interface OperandBlock {
  readonly taps: readonly Tap[];
  /** Rows of the output, from..to - 1, for which the slices are not border alone. */
  readonly from: number;
  readonly to: number;
}

/** A row of the window: its taps by channel, and the output rows that see more than border through it. */
export interface WindowRow {
  readonly taps: (channel: number) => readonly Tap[];
  readonly from: number;
  readonly to: number;
}

/**
 * Blocks of at most `channelsPerBlock` channels, window row by window row; window rows are joined where `join`.
 * The first block covers all output rows, since it starts their sums: it is the one that sees most rows, taken first.
 */
export function blocksOf(
  windowRows: readonly WindowRow[],
  channels: number,
  outputRows: number,
  { channelsPerBlock, join }: { channelsPerBlock: number; join: boolean },
): OperandBlock[] {
  const chunk = (part: readonly WindowRow[], from: number, to: number): OperandBlock[] => {
    const blocks: OperandBlock[] = [];
    for (let c0 = 0; c0 < channels; c0 += channelsPerBlock) {
      const taps: Tap[] = [];
      for (const row of part) {
        for (let c = c0; c < Math.min(c0 + channelsPerBlock, channels); c++)
          taps.push(...row.taps(c));
      }
      blocks.push({ taps, from, to });
    }
    return blocks;
  };
  if (join) return chunk(windowRows, 0, outputRows);
  const sorted = windowRows.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const blocks = sorted.flatMap((row) => chunk([row], row.from, row.to));
  return blocks.map((block, i) => (i === 0 ? { ...block, from: 0, to: outputRows } : block));
}

/**
 * The rows that each block sees, band by band of `band` output rows: within a band one block after the other. `first`
 * is true once per block.
 */
export function bandsOf<B extends { readonly from: number; readonly to: number }>(
  blocks: readonly B[],
  outputRows: number,
  band: number,
): { readonly block: B; readonly from: number; readonly to: number; readonly first: boolean }[] {
  const bands = [];
  for (let start = 0; start < outputRows; start += band) {
    for (const block of blocks) {
      const from = Math.max(start, block.from);
      const to = Math.min(start + band, outputRows, block.to);
      if (from < to) bands.push({ block, from, to, first: from === block.from });
    }
  }
  return bands;
}

/** Calls to cover rows from..to - 1 of an output: which block on which rows, and whether it starts or ends their sums. */
export interface Segment {
  readonly block: number;
  readonly from: number;
  readonly to: number;
  readonly first: boolean;
  readonly last: boolean;
}

export function segmentsOf(blocks: readonly OperandBlock[], from: number, to: number): Segment[] {
  const segments: Segment[] = [];
  const covers = (b: number, row: number): boolean => blocks[b]!.from <= row && row < blocks[b]!.to;
  for (let b = 0; b < blocks.length; b++) {
    let open: { -readonly [K in keyof Segment]: Segment[K] } | null = null;
    for (let row = from; row < to; row++) {
      if (!covers(b, row)) {
        open = null;
        continue;
      }
      const first = b === 0;
      let last = true;
      for (let later = b + 1; later < blocks.length && last; later++) last = !covers(later, row);
      if (open !== null && open.last === last) open.to = row + 1;
      else {
        open = { block: b, from: row, to: row + 1, first, last };
        segments.push(open);
      }
    }
  }
  return segments;
}
