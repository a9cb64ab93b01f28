import { unpackCurve } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import type { Curve } from '@sweepstake/training';
import { files } from './checkpoint.ts';
import type { Progress } from './checkpoint.ts';

/** How far a training that is not finished was at its last checkpoint. */
export interface CurveSoFar {
  readonly iteration: number;
  readonly curve: Curve;
}

/**
 * The curve in a training's checkpoint, for those who look on while it runs: reads none of its tensors and changes
 * nothing. null where there is no checkpoint, or none that can be read.
 */
export function readCurveSoFar(store: Store, id: string): CurveSoFar | null {
  const found = store.checkpoint(id).peek(files.progress);
  if (found === null) return null;
  const { iteration } = found.record as { iteration?: unknown };
  try {
    const { curve } = unpackCurve<Progress>(found.data);
    return typeof iteration === 'number' && Array.isArray(curve.iteration)
      ? { iteration, curve }
      : null;
  } catch {
    return null;
  }
}
