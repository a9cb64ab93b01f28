import type { Arena } from './arena.ts';
import type { Panelling } from './plan.ts';

/** Rows of activations are padded to this many; padding rows stay 0. */
export const ROW_TILE = 16;

export const roundUp = (n: number, multiple: number): number => Math.ceil(n / multiple) * multiple;

/**
 * Columns of stored weights for this many inputs: a few more where rows of weights would otherwise lie whole pages
 * apart and share the same few lines of the cache.
 */
export const skewed = (inputs: number): number => (inputs % 512 === 0 ? inputs + 8 : inputs);

/** Rows of a panel in memory: the input gradient writes a row for every column of the weights. */
export const rowsInMemory = (rows: number): number => roundUp(skewed(rows), ROW_TILE);

/** Activations `[panel][row][vectors of 4 lanes]` of one layer for one batch. */
export interface Panels extends Panelling {
  readonly at: number;
  /** Bytes of one row in one panel. */
  readonly rowBytes: number;
  readonly panelBytes: number;
}

export function placePanels(arena: Arena, rows: number, { vectors, panels }: Panelling): Panels {
  const rowBytes = vectors * 16;
  const panelBytes = rowsInMemory(rows) * rowBytes;
  return { at: arena.place(panels * panelBytes), rowBytes, panelBytes, vectors, panels };
}

/** Float index of (row, example) relative to the first panel. */
export function laneIndex(p: Panels, row: number, example: number): number {
  const lanes = p.vectors * 4;
  const panel = Math.floor(example / lanes);
  return (panel * p.panelBytes + row * p.rowBytes) / 4 + (example % lanes);
}
