/** Twins of assembly/phases.ts; the extent is that of x. */
import { eachFloat, indexOf, valueAt, type Extent, type Image } from './image.ts';

/** How x is taken apart: stride, existing phases in each direction, zeros around x, floats between phases. */
export interface Phases {
  readonly stride: number;
  readonly phases: number;
  readonly pad: number;
  readonly phase: number;
}

/** Rows and columns that hold every position of a phase. */
export const phaseExtent = (extent: Extent, { stride, pad }: Phases): Extent => ({
  ...extent,
  rows: Math.floor((extent.rows - 1 + pad) / stride) + 1,
  columns: Math.floor((extent.columns - 1 + pad) / stride) + 1,
});

/** Where the value of x lies in q, the image of phase (0, 0); undefined if its phase does not exist. */
function phaseAt(
  q: Image,
  { vectors }: Extent,
  { stride, phases, pad, phase }: Phases,
  [c, r, i]: readonly [number, number, number],
): number | undefined {
  const lanes = 4 * vectors;
  const [y, x] = [r + pad, Math.floor(i / lanes) + pad];
  const [py, px] = [y % stride, x % stride];
  if (py >= phases || px >= phases) return undefined;
  const place = Math.floor(x / stride) * lanes + (i % lanes);
  return indexOf(q, c, Math.floor(y / stride), place) + (py * phases + px) * phase;
}

/** Copies x to its phases. */
export function phasesSplit(q: Image, x: Image, extent: Extent, phases: Phases): void {
  eachFloat(extent, (c, r, i) => {
    const to = phaseAt(q, extent, phases, [c, r, i]);
    if (to !== undefined) q.data[to] = valueAt(x, c, r, i);
  });
}

/** dx = or += the values of the phases, 0 where there is no phase and where the gate is not positive. */
export function phasesJoin(
  dx: Image,
  gate: Image | null,
  q: Image,
  extent: Extent,
  phases: Phases,
  accumulate: boolean,
): void {
  eachFloat(extent, (c, r, i) => {
    const from = phaseAt(q, extent, phases, [c, r, i]);
    const open = gate === null || valueAt(gate, c, r, i) > 0;
    const g = from !== undefined && open ? q.data[from]! : 0;
    const at = indexOf(dx, c, r, i);
    dx.data[at] = accumulate ? dx.data[at]! + g : g;
  });
}
