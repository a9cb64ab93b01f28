import type { Batch, Session } from './backend.ts';
import { badValue } from './errors.ts';
import type { Schedule } from './schedule.ts';
import { checkSchedule, learningRateAt } from './schedule.ts';

/** A training at rest between two updates. */
export interface TrainingPoint {
  /** Updates made so far, 0..T. */
  readonly iteration: number;
  readonly session: Session;
  /** Mean loss of the last update's batch, before that update; null where none was made yet. */
  readonly loss: number | null;
}

/** Called at every point of a training, the first one included; 'stop' ends it there. */
export type TrainingCallback = (point: TrainingPoint) => void | 'stop';

export interface TrainingPlan {
  /** T, the last update. */
  readonly iterations: number;
  /** The batch of update t = 1..T, moved where the training is augmented; it reaches the session as it is. */
  readonly batchAt: (t: number) => Batch;
  readonly schedule: Schedule;
  /** Updates that the session's weights have already seen, as when rewound to iteration k; default 0. */
  readonly start?: number | undefined;
}

/** The update whose batch had a loss that is not a finite number. */
export interface Diverged {
  readonly iteration: number;
  readonly loss: number;
}

export interface TrainingOutcome {
  /** Updates that were made and whose loss was finite. */
  readonly iteration: number;
  readonly diverged: Diverged | null;
  /** Whether a callback ended the training before T. */
  readonly stopped: boolean;
}

/**
 * Makes updates start + 1..T on `session` and calls every callback, in order, before the first update and
 * after each one. Ends early where a callback answers 'stop' (all callbacks of that point are still called)
 * or where a batch's loss is not finite (no callback sees that point). The session stays open.
 */
export function train(
  session: Session,
  plan: TrainingPlan,
  callbacks: readonly TrainingCallback[] = [],
): TrainingOutcome {
  const { iterations, batchAt, start = 0 } = plan;
  const schedule = checkSchedule(plan.schedule);
  if (!Number.isInteger(start) || start < 0)
    throw badValue('start', start, 'give a number of updates of at least 0');
  if (!Number.isInteger(iterations) || iterations < start)
    throw badValue('iterations', iterations, `give a number of updates of at least ${start}`);

  const stopAt = (point: TrainingPoint): boolean =>
    callbacks.map((callback) => callback(point)).includes('stop');

  let stopped = stopAt({ iteration: start, session, loss: null });
  let iteration = start;
  while (!stopped && iteration < iterations) {
    const loss = session.step(batchAt(iteration + 1), learningRateAt(schedule, iteration + 1));
    if (!Number.isFinite(loss))
      return { iteration, diverged: { iteration: iteration + 1, loss }, stopped: false };
    iteration++;
    stopped = stopAt({ iteration, session, loss });
  }
  return { iteration, diverged: null, stopped: stopped && iteration < iterations };
}
