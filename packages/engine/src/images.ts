import type { Arena } from './arena.ts';
import { roundUp, rowsInMemory, type Panels } from './panels.ts';

/** How a batch is cut: `panels` panels of `vectors` vectors of four lanes. */
export interface Cut {
  readonly vectors: number;
  readonly panels: number;
}

/**
 * A value of one batch, `[panel][channel][row][column][vectors x 4 lanes]`. `border` zero rows and columns lie around
 * every image; neighbours share them: the zeros behind a row are those before the next one, and likewise for
 * channels. Nothing ever writes them.
 */
export interface Images extends Cut {
  readonly channels: number;
  readonly rows: number;
  readonly columns: number;
  readonly border: number;
  /** Address of panel 0, channel 0, row 0, column 0. */
  readonly at: number;
  /** Bytes of one position. */
  readonly columnBytes: number;
  readonly rowBytes: number;
  readonly channelBytes: number;
  readonly panelBytes: number;
  /** Vectors of one row without border. */
  readonly run: number;
}

/** Channels are placed in fours, because dense products write four outputs at a time; the last ones hold 0. */
const CHANNEL_TILE = 4;

/** Bytes that `placeImages` takes. */
export function imagesBytes(shape: readonly number[], border: number, cut: Cut): number {
  const { lead, panelBytes } = measure(shape, border, cut);
  return lead + cut.panels * panelBytes;
}

function measure(shape: readonly number[], border: number, { vectors }: Cut) {
  const [channels = 1, rows = 1, columns = 1] = shape;
  const columnBytes = vectors * 16;
  const rowBytes = (columns + border) * columnBytes;
  const channelBytes = (rows + border) * rowBytes;
  const lead = roundUp(border * (rowBytes + columnBytes), 64);
  const panelBytes = lead + roundUp(channels, CHANNEL_TILE) * channelBytes;
  return { channels, rows, columns, columnBytes, rowBytes, channelBytes, lead, panelBytes };
}

/** Zeroed memory for a value of shape `[channels, rows, columns]`. */
export function placeImages(
  arena: Arena,
  shape: readonly number[],
  border: number,
  cut: Cut,
): Images {
  const { lead, ...sizes } = measure(shape, border, cut);
  const at = arena.place(lead + cut.panels * sizes.panelBytes) + lead;
  const { vectors, panels } = cut;
  return { ...sizes, vectors, panels, border, at, run: sizes.columns * vectors };
}

/** Zeroed memory for a value of shape `[features]`: images of one position, laid out as dense layers read panels. */
export function placeFeatures(arena: Arena, features: number, cut: Cut): Images {
  const columnBytes = cut.vectors * 16;
  const panelBytes = rowsInMemory(features) * columnBytes;
  return {
    vectors: cut.vectors,
    panels: cut.panels,
    channels: features,
    rows: 1,
    columns: 1,
    border: 0,
    at: arena.place(cut.panels * panelBytes),
    columnBytes,
    rowBytes: columnBytes,
    channelBytes: columnBytes,
    panelBytes,
    run: cut.vectors,
  };
}

/** A value of shape `[features]` as the panels of a dense layer. */
export function asPanels({ at, rowBytes, panelBytes, vectors, panels }: Images): Panels {
  return { at, rowBytes, panelBytes, vectors: vectors as Panels['vectors'], panels };
}

/** Float index of (channel, row, column, example) relative to `at`. */
export function positionIndex(
  images: Images,
  channel: number,
  row: number,
  column: number,
  example: number,
): number {
  const lanes = images.vectors * 4;
  const bytes =
    Math.floor(example / lanes) * images.panelBytes +
    channel * images.channelBytes +
    row * images.rowBytes +
    column * images.columnBytes;
  return bytes / 4 + (example % lanes);
}

/** `[n, channels, rows, columns]` of the first n examples, example-major. */
export function readImages(arena: Arena, images: Images, n: number): Float32Array {
  const { channels, rows, columns, panels, panelBytes, at } = images;
  const floats = arena.floats(at, (panels * panelBytes) / 4);
  const tensor = new Float32Array(n * channels * rows * columns);
  let i = 0;
  for (let e = 0; e < n; e++) {
    for (let c = 0; c < channels; c++) {
      for (let r = 0; r < rows; r++) {
        for (let x = 0; x < columns; x++) tensor[i++] = floats[positionIndex(images, c, r, x, e)]!;
      }
    }
  }
  return tensor;
}
