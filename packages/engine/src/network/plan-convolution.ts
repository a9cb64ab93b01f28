import { DENSE_FROM, type Form } from '../plan.ts';
import type { Window } from './geometry.ts';

/** Results a side of a tile of Winograd's method. */
export type WinogradTile = 2 | 4;

/** What runs how in one convolution: a pure function of sizes and survivors, never measured at run time. */
export interface ConvolutionPlan {
  readonly form: Form;
  /** Of the dense form: Winograd's tile, or null for the direct product. */
  readonly tile: WinogradTile | null;
  /** Rows of an output that pass through all blocks before the next rows do. */
  readonly band: number;
  readonly forward: BlockSize;
  readonly backward: BlockSize;
}

export interface BlockSize {
  readonly channelsPerBlock: number;
  /** All rows of the window in one block. */
  readonly join: boolean;
}

/** Fractions of survivors from which layers run dense. */
export interface Thresholds {
  /** First dense layers of a chain, and the other dense layers. */
  readonly input: number;
  readonly hidden: number;
  /** Convolutions whose dense form is the direct product, and those whose dense form is Winograd's. */
  readonly direct: number;
  readonly winograd: number;
  /** Channels on either side from which Winograd's method is taken; default 16, Infinity for never. */
  readonly winogradChannels?: number | undefined;
}

/** The committed thresholds; `sweepstake tune` proposes others for a machine. */
export const THRESHOLDS: Thresholds = { ...DENSE_FROM, direct: 0.85, winograd: 0.28 };

/** Winograd's method pays from this many channels on either side. */
const WINOGRAD_CHANNELS = 16;

/** The tile of Winograd's method that takes fewest products for an image, or null where the direct product does. */
export function winogradTile(
  w: Window,
  rows: number,
  columns: number,
  channels = WINOGRAD_CHANNELS,
): WinogradTile | null {
  const square = w.height === 3 && w.width === 3 && w.stride === 1 && w.padding === 1;
  if (!square || Math.min(w.inputs, w.outputs) < channels) return null;
  const products = (m: WinogradTile): number =>
    Math.ceil(rows / m) * Math.ceil(columns / m) * (m + 2) * (m + 2);
  const best = products(4) < products(2) ? 4 : 2;
  return products(best) < 9 * rows * columns ? best : null;
}

/** Tile vectors that Winograd's method transforms at a time: their products stay in the second-level cache. */
const WINOGRAD_VECTORS = 16;

/** Tiles of one pass of Winograd's method. */
export function bandOf(vectors: number): number {
  return Math.max(1, Math.floor(WINOGRAD_VECTORS / vectors));
}

/** Vectors of an output that pass through all blocks together: they stay in the second-level cache. */
const BAND_VECTORS = 64;
/** A sparse block has at least this many channels. */
const SPARSE_CHANNELS = 32;
/** Operand rows of a dense block: their weights for four outputs stay in the first-level cache. */
const DENSE_ROWS = 512;
/** Survivors of one output that make loading and storing its sums for a block worthwhile. */
const WORTHWHILE = 24;

/** What the plan of a convolution depends on besides its window. */
export interface Setting {
  /** Positions of an output, and vectors of one of its rows. */
  readonly rows: number;
  readonly columns: number;
  readonly run: number;
  /** Every weight has to take part. */
  readonly dense: boolean;
  readonly thresholds: Thresholds;
}

/** The plan of a convolution in which `survivors` weights survive. */
export function planConvolution(w: Window, survivors: number, setting: Setting): ConvolutionPlan {
  const { rows, columns, run, dense, thresholds } = setting;
  const weights = w.inputs * w.outputs * w.height * w.width;
  const tile = winogradTile(w, rows, columns, thresholds.winogradChannels);
  const from = tile === null ? thresholds.direct : thresholds.winograd;
  const form: Form = dense || survivors >= from * weights ? 'dense' : 'sparse';
  const size = (channels: number, outputs: number): BlockSize => {
    if (form === 'dense') {
      const rows = channels * w.width;
      return {
        channelsPerBlock: Math.max(1, Math.min(channels, Math.floor(DENSE_ROWS / w.width))),
        join: rows < 64,
      };
    }
    const perRow = survivors / (outputs * w.height * WORTHWHILE);
    const most = Math.ceil(channels / SPARSE_CHANNELS);
    const blocks = Math.max(1, Math.min(most, Math.round(perRow)));
    return { channelsPerBlock: Math.ceil(channels / blocks), join: perRow < 0.75 };
  };
  return {
    form,
    tile: form === 'dense' ? tile : null,
    band: Math.max(1, Math.floor(BAND_VECTORS / run)),
    forward: size(w.inputs, w.outputs),
    backward: size(w.outputs, w.inputs),
  };
}
