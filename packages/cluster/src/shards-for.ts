import { checkWhole } from './whole.ts';

/** What decides how many tasks a sweep becomes. */
export interface Load {
  readonly trials: number;
  /** Of all trainings of one trial, one after the other on one core. */
  readonly trialSeconds: number;
  /** Cores of one task. */
  readonly cpus: number;
  /** Time limit of one task in seconds. */
  readonly limit: number;
}

/**
 * Into how many shards trials are packed, so that a task takes about half its time limit: schedulers dislike many
 * short jobs, and a task that ends before its limit needs no second start. A task has as many trials as its cores can
 * do in that time, so a short sweep is one task, and a trial longer than its limit is a task of its own, which is
 * stopped and queued again until it ends.
 */
export function shardsFor({ trials, trialSeconds, cpus, limit }: Load): number {
  checkWhole('trials', trials);
  checkWhole('cores of a task', cpus);
  const perTask = Math.floor((limit * cpus) / (2 * trialSeconds));
  const packed = Math.min(trials, Math.max(1, Number.isFinite(perTask) ? perTask : trials));
  return Math.ceil(trials / packed);
}
