import type { RunResult } from '@sweepstake/aggregate';
import type { Claim } from './claim.ts';
import type { Statistic } from './statistic.ts';

const LAST = 50_000;

/** A claim of LeNet in figure 4 with this statistic. */
export const claimOf = (statistic: Statistic, extra: Partial<Claim> = {}): Claim => ({
  id: 'T1',
  text: 'A statement.',
  source: 'section 2',
  experiments: ['figure-4'],
  network: 'lenet-300-100',
  dataset: 'mnist',
  setting: {},
  paper: 'a number',
  trials: 5,
  reduced: 'direction',
  statistic,
  ...extra,
});

/** A run of that figure: its early stop (censored at 50,000) and its test accuracy there. */
export function run(
  over: Partial<RunResult> & { readonly stop?: number; readonly accuracy?: number } = {},
): RunResult {
  const { stop = 10_000, accuracy = 0.98, ...rest } = over;
  return {
    experiment: 'figure-4',
    preset: 'paper',
    dataset: 'mnist',
    backend: 'engine',
    numerics: 'n1',
    network: 'lenet-300-100',
    variant: 'ticket',
    setting: '',
    round: 0,
    percentRemaining: 100 * 0.8 ** (rest.round ?? 0),
    trial: 0,
    replicate: 0,
    stage: 's',
    diverged: false,
    earlyStop: { iteration: stop, censored: stop === LAST },
    values: [
      { metric: 'early_stop_iteration', at: 'early_stop', iteration: stop, value: stop },
      { metric: 'test_accuracy', at: 'early_stop', iteration: stop, value: accuracy },
    ],
    ...rest,
  };
}

/** Dense runs that stop at 10,000 with 98%, and tickets of round 7 that stop at these iterations. */
export const stops = (iterations: readonly number[], extra: Partial<RunResult> = {}): RunResult[] =>
  iterations.flatMap((stop, trial) => [
    run({ trial, ...extra }),
    run({ trial, round: 7, stop, ...extra }),
  ]);

/** The same with test accuracies of the tickets. */
export const accuracies = (
  values: readonly number[],
  extra: Partial<RunResult> = {},
): RunResult[] =>
  values.flatMap((accuracy, trial) => [
    run({ trial, ...extra }),
    run({ trial, round: 7, accuracy, ...extra }),
  ]);

/** Tickets of rounds 1, 2, ... that have these test accuracies in all of three trials, beside 98% of the dense. */
export const curve = (values: readonly number[], extra: Partial<RunResult> = {}): RunResult[] =>
  [0, 1, 2].flatMap((trial) => [
    run({ trial, ...extra }),
    ...values.map((accuracy, i) => run({ trial, round: i + 1, accuracy, ...extra })),
  ]);
