/** Where in a training a number was taken: on the evaluation grid, at early stop, after the last iteration. */
export type At = 'iteration' | 'early_stop' | 'end';

/** True for the name of such a place. */
export const isAt = (text: string): text is At =>
  text === 'iteration' || text === 'early_stop' || text === 'end';

/**
 * One number of one training run.
 *
 * `metric` is `early_stop_iteration` or `{train,validation,test}_{loss,accuracy}`; accuracies are
 * fractions in 0..1, losses are nats per example. `iteration` counts updates from 0. A diverged run
 * holds metric `diverged` at its end: iteration and value are the one at which a loss was not finite.
 */
export type RunValue = {
  readonly metric: string;
  readonly at: At;
  readonly iteration: number;
  readonly value: number;
};

/**
 * What one finished training contributes to the tables of one experiment.
 *
 * `percentRemaining` is in percent, 0..100. `setting` is the canonical `key=value;...` of what
 * differs from the experiment's base, empty for the base. `trial` and `replicate` count from 0;
 * reinitialisations of one ticket share its trial and differ in `replicate`. `stage` is the id of
 * the stage that trained it. The early stop is censored when the smallest validation loss was at
 * the last grid point; it is null for a run without one.
 */
export type RunResult = {
  readonly experiment: string;
  readonly preset: string;
  readonly dataset: string;
  readonly backend: string;
  readonly numerics: string;
  readonly network: string;
  readonly variant: string;
  readonly setting: string;
  readonly round: number;
  readonly percentRemaining: number;
  readonly trial: number;
  readonly replicate: number;
  readonly stage: string;
  readonly diverged: boolean;
  readonly earlyStop: { readonly iteration: number; readonly censored: boolean } | null;
  readonly values: readonly RunValue[];
};
