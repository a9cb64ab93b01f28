import type { Ends, Runs } from '../twins/convolution.ts';
import { bitsOf, type Entries } from '../twins/convolution-sparse.ts';
import type { Image } from '../twins/image.ts';
import type { Draw } from './draw.ts';
import { drawImage, NO_IMAGE, placeImage, type PanelArguments } from './images.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Vectors of a row around the tiles of 1, 2, 4 and 8. */
export const RUNS: readonly number[] = [...Array.from({ length: 17 }, (_, i) => i + 1), 31, 32, 33];

/** Every mode with and without bias and gate. */
export const ENDINGS = [0, 1, 2, 3].flatMap((mode) =>
  [false, true].flatMap((biased) => [false, true].map((gated) => ({ mode, biased, gated }))),
);

/** An image, and `count` random offsets of whole vectors around its place, at which it has rows of an operand. */
export function drawOperand(
  draw: Draw,
  { rows, run }: Runs,
  count: number,
): { x: Image; offsets: Uint32Array } {
  const row = 4 * (run + draw.below(3));
  const [before, after] = [draw.below(20), draw.below(20)];
  const data = draw.floats(4 * (before + after + run) + (rows - 1) * row);
  const offsets = Uint32Array.from({ length: count }, () => {
    return 16 * (draw.below(before + after + 1) - before);
  });
  return { x: { data, at: 4 * before, channel: 0, row }, offsets };
}

/** Rows of `outs` outputs in an image with random values between rows and channels. */
export const drawOutputs = (draw: Draw, outs: number, { rows, run }: Runs, zeros = 0.1): Image =>
  drawImage(draw, { channels: outs, rows, columns: 1, vectors: run }, zeros);

/** Bias and gate of `outs` outputs, where there are any. */
export const drawEnds = (
  draw: Draw,
  outs: number,
  runs: Runs,
  { mode, biased, gated }: (typeof ENDINGS)[number],
): Ends => ({
  mode,
  bias: biased ? draw.floats(outs, 0) : null,
  gate: gated ? drawOutputs(draw, outs, runs, 0.4) : null,
});

/** Addresses of bias and gate in the kernels' memory; 0 where there is none. */
export function placeEnds(
  memory: KernelMemory,
  { bias, gate }: Ends,
): { bias: number; gate: PanelArguments } {
  return {
    bias: bias === null ? 0 : memory.place(bias),
    gate: gate === null ? NO_IMAGE : placeImage(memory, gate).panel,
  };
}

/** Survivors of 1 to 9 outputs around the tile of 4, empty outputs among them. */
export const OUTPUT_LENGTHS: readonly (readonly number[])[] = [
  [0],
  [1],
  [2, 0],
  [3, 0, 4],
  [0, 0, 5, 6],
  [7, 8, 0, 9, 1],
  [31, 0, 2, 3, 0, 32],
  [33, 4, 5, 6, 7, 0, 8],
  [0, 9, 31, 1, 0, 2, 3, 32],
  [1, 2, 3, 4, 5, 6, 7, 8, 9],
];

/** Entries of outputs with these numbers of survivors, behind `skipped` entries of another block. */
export function drawEntries(
  draw: Draw,
  lengths: readonly number[],
  skipped: number,
  offsets: Uint32Array,
): Entries {
  const starts = [skipped];
  for (const length of lengths) starts.push(starts.at(-1)! + length);
  const values = draw.floats(offsets.length);
  return {
    entries: Uint32Array.from({ length: 2 * offsets.length }, (_, word) =>
      word % 2 === 0 ? offsets[word / 2]! : bitsOf(values[(word - 1) / 2]!),
    ),
    starts: Uint32Array.from(starts, (start) => 8 * start),
  };
}
