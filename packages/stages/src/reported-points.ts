import { evaluationGrid, meanMetrics } from '@sweepstake/training';
import type { Curve, CurvePoint, TrainingCallback, TrainingRecord } from '@sweepstake/training';
import type { TrainStage } from './stage.ts';
import type { Subsets } from './subsets.ts';

/** What `curve.msgpack` holds. */
export interface RunCurve extends TrainingRecord {
  /** The training set where `evaluation.at` says, T included where it is listed; absent where not measured. */
  readonly reported?: readonly CurvePoint[] | undefined;
}

/** The evaluation's iterations, ascending: multiples of `every`, those of `at` up to T, and T. */
export function gridOf({ iterations, evaluation }: TrainStage): number[] {
  const grid = evaluationGrid(iterations, evaluation.every);
  const reported = (evaluation.at ?? []).filter((t) => t < iterations);
  return [...new Set([...grid, ...reported])].sort((a, b) => a - b);
}

/** Measures where a stage is reported at; one object serves one training. */
export interface ReportedPoints {
  /** Comes after the evaluation's own callback, and completes its curve with the test set's metrics. */
  readonly callback: TrainingCallback;
  /** What was measured so far; grows while the training runs. */
  readonly points: readonly CurvePoint[];
  /** The finished record, with the training set's metrics where they were measured. */
  finish(record: TrainingRecord): RunCurve;
}

/**
 * See `ReportedPoints`; T itself is measured by the evaluation. `curve` is the one that grows, `from` what an
 * interrupted training has measured.
 */
export function reportedPoints(
  stage: TrainStage,
  subsets: Subsets,
  curve: Curve,
  from: readonly CurvePoint[] = [],
): ReportedPoints {
  const { at = [], trainAccuracy } = stage.evaluation;
  const reported: CurvePoint[] = [...from];

  const callback: TrainingCallback = ({ iteration, session }) => {
    if (iteration === stage.iterations || !at.includes(iteration)) return;
    const index = curve.iteration.indexOf(iteration);
    // The training diverged here.
    if (index < 0) return;
    if (curve.test_loss[index] === null) {
      const { loss, accuracy } = meanMetrics(session.evaluate(subsets.test));
      curve.test_loss[index] = loss;
      curve.test_accuracy[index] = accuracy;
    }
    if (!trainAccuracy) return;
    const { loss, accuracy } = meanMetrics(session.evaluate(subsets.train));
    reported.push({ iteration, train_loss: loss, train_accuracy: accuracy });
  };

  const finish = (record: TrainingRecord): RunCurve => {
    const isWhole = record.diverged === null && record.points.end.iteration === stage.iterations;
    if (trainAccuracy && isWhole && at.includes(stage.iterations)) reported.push(record.points.end);
    return { ...record, ...(reported.length > 0 && { reported }) };
  };

  return { callback, points: reported, finish };
}
