import type { ConvolutionLayer } from '@sweepstake/graph';
import type { Images } from '../images.ts';
import type { Tap, WindowRow } from './operand.ts';

/** A convolution's sizes. */
export interface Window {
  readonly inputs: number;
  readonly outputs: number;
  readonly height: number;
  readonly width: number;
  readonly stride: number;
  readonly padding: number;
}

export function windowOf({ in: inputs, out, kernel, stride, padding }: ConvolutionLayer): Window {
  const [height, width] = kernel;
  return { inputs, outputs: out, height, width, stride, padding };
}

/** Rows r in 0..count - 1 with low <= scale r + shift < high, as from..to - 1. */
function rowsWithin(count: number, scale: number, shift: number, high: number) {
  let from = 0;
  while (from < count && scale * from + shift < 0) from++;
  let to = count;
  while (to > from && scale * (to - 1) + shift >= high) to--;
  return { from, to };
}

/** k of weight (channel, di, dj): window row, then channel, then window column. */
export const rowIndex = ({ inputs, width }: Window, c: number, di: number, dj: number): number =>
  (di * inputs + c) * width + dj;

/**
 * The slices of a forward product over `x` (stride 1: the image itself; else its phases, `phaseBytes` apart and
 * `phases` a side), for the weights that `keeps` holds. Offsets count from x's row r for output row r, column 0.
 */
export function forwardRows(
  w: Window,
  x: Images,
  inputRows: number,
  outputRows: number,
  phase: { readonly bytes: number; readonly side: number } | null,
): WindowRow[] {
  const rows: WindowRow[] = [];
  for (let di = 0; di < w.height; di++) {
    const taps = (channel: number): Tap[] =>
      Array.from({ length: w.width }, (_, dj) => {
        const k = rowIndex(w, channel, di, dj);
        const base = channel * x.channelBytes;
        if (phase === null) {
          const down = (di - w.padding) * x.rowBytes;
          return { k, channel, offset: base + down + (dj - w.padding) * x.columnBytes };
        }
        const which = (di % w.stride) * phase.side + (dj % w.stride);
        const down = Math.floor(di / w.stride) * x.rowBytes;
        const right = Math.floor(dj / w.stride) * x.columnBytes;
        return { k, channel, offset: base + which * phase.bytes + down + right };
      });
    rows.push({ taps, ...rowsWithin(outputRows, w.stride, di - w.padding, inputRows) });
  }
  return rows;
}

/** One phase of the input gradient: its window rows and columns, largest first, and its place among the phases. */
export interface GradientPhase {
  readonly py: number;
  readonly px: number;
  readonly dis: readonly number[];
  readonly djs: readonly number[];
  /** Rows of the image that this phase makes. */
  readonly rows: number;
  readonly columns: number;
}

/** With stride 1 the gradient is one image; with stride s it is made phase by phase and joined. */
export function gradientPhases(
  w: Window,
  inputRows: number,
  inputColumns: number,
): GradientPhase[] {
  if (w.stride === 1) {
    const down = (n: number): number[] => Array.from({ length: n }, (_, i) => n - 1 - i);
    return [
      {
        py: 0,
        px: 0,
        dis: down(w.height),
        djs: down(w.width),
        rows: inputRows,
        columns: inputColumns,
      },
    ];
  }
  const phases: GradientPhase[] = [];
  const steps = (size: number, p: number): number[] =>
    Array.from({ length: size }, (_, i) => i)
      .filter((i) => i % w.stride === p)
      .toReversed();
  const length = (size: number, p: number): number =>
    Math.max(0, Math.ceil((size + 2 * w.padding - p) / w.stride));
  for (let py = 0; py < Math.min(w.stride, w.height); py++) {
    for (let px = 0; px < Math.min(w.stride, w.width); px++) {
      const [rows, columns] = [length(inputRows, py), length(inputColumns, px)];
      phases.push({ py, px, dis: steps(w.height, py), djs: steps(w.width, px), rows, columns });
    }
  }
  return phases;
}

/** Slices of the input gradient over dy; k = (i x outputs + o) x djs.length + j, channels are those of dy. */
export function backwardRows(
  w: Window,
  dy: Images,
  { dis, djs, rows: outputRows }: GradientPhase,
): WindowRow[] {
  const shiftOf = (d: number): number =>
    w.stride === 1 ? w.padding - d : -Math.floor(d / w.stride);
  return dis.map((di, i) => ({
    taps: (channel: number): Tap[] =>
      djs.map((dj, j) => ({
        k: (i * w.outputs + channel) * djs.length + j,
        channel,
        offset:
          channel * dy.channelBytes + shiftOf(di) * dy.rowBytes + shiftOf(dj) * dy.columnBytes,
      })),
    ...rowsWithin(outputRows, 1, shiftOf(di), dy.rows),
  }));
}

/** Zero rows and columns that dy needs around it, so that every slice of the input gradient lies in memory. */
export function gradientBorder(
  w: Window,
  input: readonly [number, number],
  output: readonly [number, number],
): number {
  let border = 0;
  for (const { dis, djs, rows, columns } of gradientPhases(w, ...input)) {
    for (const [ds, size, has] of [
      [dis, rows, output[0]],
      [djs, columns, output[1]],
    ] as const) {
      for (const d of ds) {
        const shift = w.stride === 1 ? w.padding - d : -Math.floor(d / w.stride);
        border = Math.max(border, -shift, size - 1 + shift - (has - 1));
      }
    }
  }
  return border;
}
