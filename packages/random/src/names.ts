import { badNumber } from './errors.ts';

function name(purpose: string, numbers: Readonly<Record<string, number>>): string {
  for (const [field, value] of Object.entries(numbers)) {
    if (!Number.isSafeInteger(value) || value < 0) throw badNumber(purpose, field, value);
  }
  return `${purpose}(${Object.values(numbers).join(',')})`;
}

interface Trial {
  readonly seed: number;
  readonly trial: number;
}

interface Round extends Trial {
  readonly round: number;
}

interface Replicate extends Round {
  readonly replicate: number;
}

interface Iteration extends Round {
  readonly iteration: number;
}

/**
 * The names of the streams that experiments draw from. Variant, optimiser, learning rate, preset, experiment
 * and backend never enter a name, so a ticket and its reinits see the same batches. All numbers are whole and
 * not negative (a RangeError otherwise); seed 0 is a seed.
 */
export const names = {
  /** Which training examples are held out for validation. */
  split: ({ seed, trial }: Trial): string => name('split', { seed, trial }),
  /** Initial weights; one `part` per parameter. */
  init: ({ seed, trial }: Trial): string => name('init', { seed, trial }),
  /** Weights of a random reinitialisation. */
  reinit: ({ seed, trial, round, replicate }: Replicate): string =>
    name('reinit', { seed, trial, round, replicate }),
  /** Draws from a ticket's own initial weights; one `part` per parameter. */
  resample: ({ seed, trial, round, replicate }: Replicate): string =>
    name('resample', { seed, trial, round, replicate }),
  /** Noise on initial weights, of every size; one `part` per parameter. */
  noise: ({ seed, trial, round, replicate }: Replicate): string =>
    name('noise', { seed, trial, round, replicate }),
  /** Order of the training examples in an epoch. */
  order: ({ seed, trial, round, epoch }: Round & { readonly epoch: number }): string =>
    name('order', { seed, trial, round, epoch }),
  /** Data augmentation of one iteration's batch. */
  augment: ({ seed, trial, round, iteration }: Iteration): string =>
    name('augment', { seed, trial, round, iteration }),
  /** Dropout of one iteration. */
  dropout: ({ seed, trial, round, iteration }: Iteration): string =>
    name('dropout', { seed, trial, round, iteration }),
  /** Random masks. */
  mask: ({ seed, trial, round, replicate }: Replicate): string =>
    name('mask', { seed, trial, round, replicate }),
  /** A stream of its own for one part of a whole: `part('init(0,0)', 'fc1.weight')` is `init(0,0):fc1.weight`. */
  part: (whole: string, part: string): string => `${whole}:${part}`,
};
