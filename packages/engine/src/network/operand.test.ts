import { describe, expect, it } from 'vitest';
import { Draw } from '../testing/draw.ts';
import { bandsOf, blocksOf, segmentsOf, type OperandBlock, type WindowRow } from './operand.ts';

/** Rows of an output that see a window row: those whose place in the image is one. */
function windowRows(
  height: number,
  { size, stride, padding }: { size: number; stride: number; padding: number },
  outputRows: number,
): { rows: WindowRow[]; sees: (di: number, row: number) => boolean } {
  const sees = (di: number, row: number): boolean => {
    const at = row * stride + di - padding;
    return at >= 0 && at < size;
  };
  const rows = Array.from({ length: height }, (_, di) => {
    const seen = Array.from({ length: outputRows }, (_, r) => r).filter((r) => sees(di, r));
    const from = seen[0] ?? 0;
    return {
      taps: (channel: number) => [{ k: di, channel, offset: 0 }],
      from,
      to: from + seen.length,
    };
  });
  return { rows, sees };
}

interface Case {
  readonly where: string;
  readonly blocks: readonly OperandBlock[];
  readonly sees: (di: number, row: number) => boolean;
  readonly height: number;
  readonly channels: number;
  readonly channelsPerBlock: number;
  readonly outputRows: number;
  readonly join: boolean;
}

/** Random windows over random images, those that are smaller than their window included. */
function drawCases(count: number): Case[] {
  const draw = new Draw(1);
  const cases: Case[] = [];
  while (cases.length < count) {
    const [height, stride, padding] = [1 + draw.below(5), 1 + draw.below(3), draw.below(3)];
    const size = 1 + draw.below(9);
    const outputRows = Math.floor((size + 2 * padding - height) / stride) + 1;
    const [channels, channelsPerBlock] = [1 + draw.below(6), 1 + draw.below(6)];
    const join = draw.below(3) === 0;
    if (outputRows < 1) continue;
    const { rows, sees } = windowRows(height, { size, stride, padding }, outputRows);
    const blocks = blocksOf(rows, channels, outputRows, { channelsPerBlock, join });
    const where = `window ${height}, stride ${stride}, padding ${padding}, image ${size}`;
    const sizes = { height, channels, channelsPerBlock, outputRows, join };
    cases.push({ where, blocks, sees, ...sizes });
  }
  return cases;
}

const cases = drawCases(400);

describe('blocks', () => {
  it('hold every tap of every channel once', () => {
    for (const { where, blocks, height, channels } of cases) {
      const taps = blocks.flatMap((block) => block.taps.map(({ k, channel }) => `${k} ${channel}`));
      expect(new Set(taps).size, where).toBe(taps.length);
      expect(taps.length, where).toBe(height * channels);
    }
  });

  it('are of at most so many channels, and of one window row unless joined', () => {
    for (const { where, blocks, channelsPerBlock, join } of cases) {
      for (const { taps } of blocks) {
        const channels = new Set(taps.map(({ channel }) => channel));
        expect(channels.size, where).toBeLessThanOrEqual(channelsPerBlock);
        if (!join) expect(new Set(taps.map(({ k }) => k)).size, where).toBe(1);
      }
    }
  });

  it('cover all rows that see a tap; others only where they start the sums or are joined', () => {
    for (const { where, blocks, sees, outputRows, join } of cases) {
      blocks.forEach(({ taps, from, to }, b) => {
        for (let row = 0; row < outputRows; row++) {
          const seen = taps.some(({ k }) => sees(k, row));
          const covered = from <= row && row < to;
          expect(covered, `${where}, block ${b}, row ${row}`).toBe(seen || join || b === 0);
        }
      });
    }
  });

  it('begin with one that covers every row', () => {
    for (const { where, blocks, outputRows } of cases) {
      expect([blocks[0]!.from, blocks[0]!.to], where).toEqual([0, outputRows]);
    }
  });
});

describe('segments', () => {
  /** Calls on a row: which block, and whether it starts or ends the row's sums, in order. */
  const callsOn = (row: number, segments: ReturnType<typeof segmentsOf>) =>
    segments.filter(({ from, to }) => from <= row && row < to);

  it('put every row through exactly the blocks that cover it, in the order of the blocks', () => {
    for (const { where, blocks, outputRows } of cases) {
      const segments = segmentsOf(blocks, 0, outputRows);
      for (let row = 0; row < outputRows; row++) {
        const covering = blocks.flatMap(({ from, to }, b) => (from <= row && row < to ? [b] : []));
        const called = callsOn(row, segments).map(({ block }) => block);
        expect(called, `${where}, row ${row}`).toEqual(covering);
      }
    }
  });

  it('start the sums of a row in its first call alone and end them in its last alone', () => {
    for (const { where, blocks, outputRows } of cases) {
      const segments = segmentsOf(blocks, 0, outputRows);
      for (let row = 0; row < outputRows; row++) {
        const calls = callsOn(row, segments);
        const flags = calls.map(({ first, last }) => [first, last]);
        const expected = calls.map((_, i) => [i === 0, i === calls.length - 1]);
        expect(flags, `${where}, row ${row}`).toEqual(expected);
      }
    }
  });

  it('of bands make the same calls on every row as those of all rows at once', () => {
    for (const { where, blocks, outputRows } of cases) {
      const whole = segmentsOf(blocks, 0, outputRows);
      for (const band of [1, 2, 3]) {
        for (let from = 0; from < outputRows; from += band) {
          const to = Math.min(from + band, outputRows);
          const part = segmentsOf(blocks, from, to);
          for (const segment of part) {
            expect(segment.from, where).toBeGreaterThanOrEqual(from);
            expect(segment.to, where).toBeLessThanOrEqual(to);
          }
          for (let row = from; row < to; row++) {
            const flags = (all: typeof part) =>
              callsOn(row, all).map(({ block, first, last }) => [block, first, last]);
            expect(flags(part), `${where}, row ${row}`).toEqual(flags(whole));
          }
        }
      }
    }
  });

  it('of a 3 x 3 window on a 1 x 1 image use its middle row alone', () => {
    const { rows } = windowRows(3, { size: 1, stride: 1, padding: 1 }, 1);
    const blocks = blocksOf(rows, 2, 1, { channelsPerBlock: 2, join: false });
    expect(segmentsOf(blocks, 0, 1)).toEqual([
      { block: 0, from: 0, to: 1, first: true, last: true },
    ]);
    expect(blocks[0]!.taps.map(({ k }) => k)).toEqual([1, 1]);
  });
});

describe('bands', () => {
  it('give every row of a block once, in bands of at most so many rows, and say first once a block', () => {
    const blocks = [
      { name: 'all', from: 0, to: 7 },
      { name: 'upper', from: 0, to: 6 },
      { name: 'lower', from: 3, to: 7 },
      { name: 'none', from: 4, to: 4 },
    ];
    for (const band of [1, 2, 3, 7, 9]) {
      const bands = bandsOf(blocks, 7, band);
      for (const { name, from, to } of blocks) {
        const own = bands.filter(({ block }) => block.name === name);
        const rows = own.flatMap((b) =>
          Array.from({ length: b.to - b.from }, (_, i) => b.from + i),
        );
        const wanted = Array.from({ length: to - from }, (_, i) => from + i);
        expect(rows, `${name}, bands of ${band}`).toEqual(wanted);
        expect(own.map(({ first }) => first)).toEqual(own.map((_, i) => i === 0));
        expect(own.every((b) => Math.floor(b.from / band) === Math.floor((b.to - 1) / band))).toBe(
          true,
        );
      }
    }
  });
});
