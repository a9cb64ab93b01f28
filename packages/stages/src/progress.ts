import type { Curve, TrainingCallback } from '@sweepstake/training';
import type { StageContext } from './context.ts';
import { stopRequested } from './errors.ts';

/** Iterations between two reports, and between two looks at the stop flag. */
export const REPORT_EVERY = 50;
const POLL_EVERY = 5;

/** Reports every 50 iterations and at the last, with the accuracy of the last grid point. */
export function progressCallback(
  iterations: number,
  curve: Curve,
  { report }: StageContext,
): TrainingCallback {
  return ({ iteration, loss }) => {
    if (iteration % REPORT_EVERY !== 0 && iteration !== iterations) return;
    const accuracy = curve.validation_accuracy.at(-1);
    report?.({
      iteration,
      iterations,
      loss,
      ...(typeof accuracy === 'number' && { validationAccuracy: accuracy }),
    });
  };
}

/** Throws where a stop was asked for. */
export function stopCallback(id: string, { stop, stopped }: StageContext): TrainingCallback {
  return ({ iteration }) => {
    if (iteration % POLL_EVERY !== 0 || stop?.() !== true) return;
    throw stopped?.() ?? stopRequested(id, iteration);
  };
}
