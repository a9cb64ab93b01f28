import type { Arena } from './arena.ts';
import type { Panelling } from './plan.ts';

/** Rows of activations are padded to this many; padding rows stay 0. */
export const ROW_TILE = 16;

export const roundUp = (n: number, multiple: number): number => Math.ceil(n / multiple) * multiple;

/** Activations `[panel][row][vectors of 4 lanes]` of one layer for one batch. */
export interface Panels extends Panelling {
  readonly at: number;
  /** Bytes of one row in one panel. */
  readonly rowBytes: number;
  readonly panelBytes: number;
}

export function placePanels(arena: Arena, rows: number, { vectors, panels }: Panelling): Panels {
  const rowBytes = vectors * 16;
  const panelBytes = roundUp(rows, ROW_TILE) * rowBytes;
  return { at: arena.place(panels * panelBytes), rowBytes, panelBytes, vectors, panels };
}

/** Float index of (row, example) relative to the first panel. */
export function laneIndex(p: Panels, row: number, example: number): number {
  const lanes = p.vectors * 4;
  const panel = Math.floor(example / lanes);
  return (panel * p.panelBytes + row * p.rowBytes) / 4 + (example % lanes);
}
