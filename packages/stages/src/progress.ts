import type { Curve, TrainingCallback } from '@sweepstake/training';
import type { StageContext } from './context.ts';

/** Iterations between two reports. */
export const REPORT_EVERY = 50;

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
