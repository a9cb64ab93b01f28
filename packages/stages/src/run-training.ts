import { evaluationCallback, train } from '@sweepstake/training';
import type { Session, Tensors, TrainingCallback } from '@sweepstake/training';
import type { CheckpointOf, TrainingState, Values } from './checkpoint.ts';
import { checkpointCallback } from './checkpointing.ts';
import type { StageContext } from './context.ts';
import { progressCallback } from './progress.ts';
import { gridOf, reportedPoints } from './reported-points.ts';
import type { RunCurve } from './reported-points.ts';
import type { TrainStage } from './stage.ts';
import type { Subsets } from './subsets.ts';
import { trainingBatches } from './training-batches.ts';

/** What a training leaves behind. */
export interface Trained {
  readonly curve: RunCurve;
  readonly end: Values;
  /** Weights that later trainings rewind to, by iteration. */
  readonly kept: ReadonlyMap<number, Values>;
}

/**
 * Trains an open session to the stage's last iteration: from its beginning, or from the state of an interrupted
 * training, which `session` must have imported. Both end with the same bits.
 */
export function runTraining(
  of: CheckpointOf,
  stage: TrainStage,
  session: Session,
  subsets: Subsets,
  from: TrainingState | null,
  context: StageContext,
): Trained {
  const { test, trainAccuracy } = stage.evaluation;
  const evaluation = evaluationCallback({
    grid: gridOf(stage),
    validation: subsets.validation,
    test: subsets.test,
    testAt: test,
    train: trainAccuracy ? subsets.train : null,
    from: from === null ? undefined : { curve: from.curve, best: from.best && bare(from.best) },
  });
  const reported = reportedPoints(stage, subsets, evaluation.curve, from?.reported);
  const kept = new Map(from?.kept);
  const keep: TrainingCallback = ({ iteration }) => {
    if (stage.keep?.includes(iteration) === true) kept.set(iteration, copyValues(session));
  };
  let isOver = false;
  const evaluate: TrainingCallback = (point) => {
    const answer = evaluation.callback(point);
    isOver = answer === 'stop';
    return answer;
  };

  const start = from?.iteration ?? stage.rewind?.iteration ?? 0;
  const stateAt = (iteration: number): TrainingState => {
    const { curve, best } = evaluation.state();
    const { points } = reported;
    return { iteration, session: session.exportState(), curve, best, reported: points, kept };
  };
  // A continued training has measured and kept what belongs to its first point.
  const done = from === null ? -1 : from.iteration;
  const measuring = [evaluate, reported.callback, keep].map(
    (callback): TrainingCallback =>
      (point) =>
        point.iteration === done ? undefined : callback(point),
  );
  const outcome = train(
    session,
    {
      iterations: stage.iterations,
      batchAt: trainingBatches(stage, subsets.training),
      schedule: stage.schedule,
      start,
    },
    [
      ...measuring,
      progressCallback(stage.iterations, evaluation.curve, context),
      checkpointCallback(of, start, stateAt, () => isOver, context),
    ],
  );
  const curve = reported.finish(evaluation.finish(session, outcome));
  return { curve, end: session.exportState(), kept };
}

/** A state to measure with. */
const bare = ({ weights, statistics }: Values) => ({
  weights,
  statistics,
  slots: new Map(),
  updates: 0,
  streams: new Map(),
});

/** Exported tensors may be views of memory that the next update writes. */
function copyValues(session: Session): Values {
  const { weights, statistics } = session.exportState();
  const copy = (tensors: Tensors): Tensors =>
    new Map(Array.from(tensors, ([name, tensor]) => [name, tensor.slice()]));
  return { weights: copy(weights), statistics: copy(statistics) };
}
