import type { Claim } from '../claim.ts';
import type { Quantity, Reference, Runs } from '../statistic.ts';

/** Early-stop iteration: the one with the smallest validation loss. */
export const STOP: Quantity = { metric: 'early_stop_iteration', at: 'early_stop' };

/** Accuracies, fractions. */
export const TEST_AT_STOP: Quantity = { metric: 'test_accuracy', at: 'early_stop' };
export const TEST_AT_END: Quantity = { metric: 'test_accuracy', at: 'end' };
export const VALIDATION_AT_STOP: Quantity = { metric: 'validation_accuracy', at: 'early_stop' };
export const VALIDATION_AT_END: Quantity = { metric: 'validation_accuracy', at: 'end' };
export const TRAIN_AT_END: Quantity = { metric: 'train_accuracy', at: 'end' };

/** The dense network that a ticket comes from. */
export const DENSE: Reference = { variant: 'ticket', rounds: 0 };

export const tickets = (rounds: readonly number[], setting?: Runs['setting']): Runs => ({
  variant: 'ticket',
  rounds,
  ...(setting === undefined ? {} : { setting }),
});

export const reinits = (rounds: readonly number[]): Runs => ({ variant: 'reinit', rounds });

/** Whole numbers from one to another. */
export const from = (first: number, last: number, step = 1): number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);

/** A claim of five trials about a network as it is, of which `reduced` shows the direction. */
export const claim = (
  given: Pick<Claim, 'id' | 'text' | 'source' | 'experiments' | 'network' | 'statistic' | 'paper'> &
    Partial<Claim>,
): Claim => ({
  dataset: given.network.startsWith('lenet') ? 'mnist' : 'cifar-10',
  setting: {},
  trials: 5,
  reduced: 'direction',
  ...given,
});
