/**
 * What runs how: a pure function of network, masks and batch, never measured at run time. A change here is a new
 * `numerics`. The thresholds come from `npm run bench -- thresholds`.
 */

/** `dense` computes every weight; `sparse` stores, multiplies and updates survivors only. */
export type Form = 'dense' | 'sparse';

/** Fraction of survivors from which a layer of either kind runs dense. */
export const DENSE_FROM = { input: 0.45, hidden: 0.75 } as const;

/** The form of a layer of `weights` weights, `survivors` of which the mask keeps. */
export function formOf(kind: 'input' | 'hidden', survivors: number, weights: number): Form {
  return survivors >= DENSE_FROM[kind] * weights ? 'dense' : 'sparse';
}

/** A batch as `panels` panels of `vectors` vectors of four lanes. */
export interface Panelling {
  readonly vectors: 1 | 4 | 5;
  readonly panels: number;
}

/** Up to 12 examples panels of one vector; then of 4 or 5, whichever waste fewer lanes, 5 if neither does. */
export function panelling(batch: number): Panelling {
  const vectors = Math.ceil(batch / 4);
  if (vectors < 4) return { vectors: 1, panels: vectors };
  const fours = Math.ceil(vectors / 4);
  const fives = Math.ceil(vectors / 5);
  return fives * 5 <= fours * 4 ? { vectors: 5, panels: fives } : { vectors: 4, panels: fours };
}

/** Evaluation runs 64 examples at a time. */
export const EVALUATION: Panelling = { vectors: 4, panels: 4 };
