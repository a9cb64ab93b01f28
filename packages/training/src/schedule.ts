import { badValue } from './errors.ts';

/** A learning-rate schedule as data; updates are numbered t = 1..T. */
export interface Schedule {
  /** The rate before any factor; at least 0. */
  readonly learningRate: number;
  /** Linear warm-up: update t is multiplied by min(1, t / warmup). 0 or absent: none. */
  readonly warmup?: number | undefined;
  /** A milestone m multiplies the rate by `factor` from update m + 1 on. */
  readonly milestones?: readonly number[] | undefined;
  /** Default 0.1. */
  readonly factor?: number | undefined;
}

/** What a milestone multiplies by where the schedule does not say. */
export const MILESTONE_FACTOR = 0.1;

/**
 * The learning rate of update `t` (1..T): `learningRate * factor^(milestones passed) * min(1, t / warmup)`.
 * The power is a running product, so that the value has the same bits everywhere.
 * Throws where `t` is not a positive integer.
 */
export function learningRateAt(schedule: Schedule, t: number): number {
  if (!Number.isInteger(t) || t < 1)
    throw badValue('update', t, 'updates are numbered 1, 2, 3, ...');
  const { learningRate, warmup = 0, milestones = [], factor = MILESTONE_FACTOR } = schedule;
  let rate = learningRate;
  for (const milestone of milestones) if (t > milestone) rate *= factor;
  return t < warmup ? rate * (t / warmup) : rate;
}

/** Throws where a schedule's numbers are out of range; returns it otherwise. */
export function checkSchedule(schedule: Schedule): Schedule {
  const { learningRate, warmup = 0, milestones = [], factor = MILESTONE_FACTOR } = schedule;
  const remedy = 'give a finite number of at least 0';
  if (!(learningRate >= 0 && Number.isFinite(learningRate)))
    throw badValue('learning rate', learningRate, remedy);
  if (!(warmup >= 0 && Number.isInteger(warmup)))
    throw badValue('warm-up', warmup, 'give a number of updates of at least 0');
  if (!(factor >= 0 && Number.isFinite(factor))) throw badValue('milestone factor', factor, remedy);
  for (const milestone of milestones)
    if (!(milestone >= 0 && Number.isInteger(milestone)))
      throw badValue('milestone', milestone, 'give a number of updates of at least 0');
  return schedule;
}
