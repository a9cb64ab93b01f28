import type { Batch, Session, SessionState } from './backend.ts';
import type { Curve, CurvePoint, TrainingRecord } from './curve.ts';
import { earlyStop } from './early-stop.ts';
import { badValue } from './errors.ts';
import type { Diverged, TrainingCallback, TrainingOutcome } from './loop.ts';
import { meanMetrics } from './metrics.ts';

export interface EvaluationOptions {
  /** Ascending iterations, from `evaluationGrid`; its last entry is T. */
  readonly grid: readonly number[];
  readonly validation: Batch;
  readonly test: Batch | null;
  /** Test metrics at every grid point, or only at the early-stop iteration and at the end. */
  readonly testAt: 'grid' | 'early-stop';
  /** The full training set, measured at the early-stop iteration and at the end; absent: not measured. */
  readonly train?: Batch | null | undefined;
  /** What `state` of the interrupted training's evaluation returned; absent: a training from its beginning. */
  readonly from?: EvaluationState | undefined;
}

/** An evaluation at rest between two updates; with it another one goes on, to the same record. */
export interface EvaluationState {
  readonly curve: Curve;
  /** The session at the best validation loss so far; its weights and statistics are enough. */
  readonly best: SessionState | null;
}

export interface Evaluation {
  /** Hand this to `train`. Answers 'stop' where the validation loss is not finite. */
  readonly callback: TrainingCallback;
  /** The curve so far; grows while the training runs. */
  readonly curve: Curve;
  /** A copy of the session at the best validation loss so far, kept in memory. */
  earlyStopState(): SessionState | null;
  /** The curve so far, as a copy, and `earlyStopState`. */
  state(): EvaluationState;
  /**
   * Call once after the loop: measures what was left for the end, at the early-stop weights and at the end's.
   * The session is left in the end's state, bit for bit. The end of a diverged training is not measured.
   */
  finish(session: Session, outcome: TrainingOutcome): TrainingRecord;
}

/**
 * Records a training's curve on a grid; see `Curve`. One object serves one training.
 * Throws where the grid or the validation set is empty.
 */
export function evaluationCallback(options: EvaluationOptions): Evaluation {
  const { validation, test, testAt, train = null } = options;
  const grid = new Set(options.grid);
  const last = options.grid.at(-1);
  if (last === undefined) throw badValue('evaluation grid', '[]', 'take it from evaluationGrid');
  if (validation.indices.length === 0)
    throw badValue('validation set', 'empty', 'give at least one example');
  const curve = copyOf(options.from?.curve ?? EMPTY);
  // The best loss is the smallest of the curve: both are taken at the same points.
  let best: { loss: number; state: SessionState } | null = null;
  if (options.from?.best != null)
    best = { loss: smallest(curve.validation_loss), state: options.from.best };
  let diverged: Diverged | null = null;

  const measureTest = (session: Session, index: number): void => {
    if (test === null || index < 0 || typeof curve.test_loss[index] === 'number') return;
    const { loss, accuracy } = meanMetrics(session.evaluate(test));
    curve.test_loss[index] = loss;
    curve.test_accuracy[index] = accuracy;
  };

  const measureTrain = (session: Session, iteration: number): CurvePoint => {
    if (train === null) return unmeasured(iteration);
    const { loss, accuracy } = meanMetrics(session.evaluate(train));
    return { iteration, train_loss: loss, train_accuracy: accuracy };
  };

  const callback: TrainingCallback = ({ iteration, session }) => {
    if (!grid.has(iteration)) return;
    const { loss, accuracy } = meanMetrics(session.evaluate(validation));
    if (!Number.isFinite(loss)) {
      diverged = { iteration, loss };
      return 'stop';
    }
    curve.iteration.push(iteration);
    curve.validation_loss.push(loss);
    curve.validation_accuracy.push(accuracy);
    curve.test_loss.push(null);
    curve.test_accuracy.push(null);
    if (testAt === 'grid') measureTest(session, curve.iteration.length - 1);
    if (best === null || loss < best.loss) best = { loss, state: session.exportState() };
  };

  const finish = (session: Session, outcome: TrainingOutcome): TrainingRecord => {
    const { iteration: ended } = outcome;
    const failure = outcome.diverged ?? diverged;
    let end = unmeasured(ended);
    if (failure === null) {
      measureTest(session, curve.iteration.indexOf(ended));
      end = measureTrain(session, ended);
    }
    const record = (early: TrainingRecord['points']['early_stop']): TrainingRecord => ({
      ...curve,
      points: { early_stop: early, end },
      diverged: failure,
    });

    const stop = earlyStop(curve.iteration, curve.validation_loss, last);
    if (stop === null || best === null) return record(null);
    const { iteration, index, censored } = stop;
    if (iteration === ended && failure === null) return record({ ...end, censored });
    const endState = session.exportState();
    session.importState(best.state);
    measureTest(session, index);
    const point = measureTrain(session, iteration);
    session.importState(endState);
    return record({ ...point, censored });
  };

  const earlyStopState = (): SessionState | null => best?.state ?? null;
  const state = (): EvaluationState => ({ curve: copyOf(curve), best: earlyStopState() });
  return { callback, curve, earlyStopState, state, finish };
}

const EMPTY: Curve = {
  iteration: [],
  validation_loss: [],
  validation_accuracy: [],
  test_loss: [],
  test_accuracy: [],
};

const copyOf = (curve: Curve): Curve => ({
  iteration: [...curve.iteration],
  validation_loss: [...curve.validation_loss],
  validation_accuracy: [...curve.validation_accuracy],
  test_loss: [...curve.test_loss],
  test_accuracy: [...curve.test_accuracy],
});

const smallest = (losses: readonly number[]): number =>
  losses.reduce((least, loss) => Math.min(least, loss), Infinity);

const unmeasured = (iteration: number): CurvePoint => ({
  iteration,
  train_loss: null,
  train_accuracy: null,
});
