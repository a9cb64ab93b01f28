import type { Stream } from '@sweepstake/random';
import { badSplit } from './errors.ts';

/** Indices of examples; together they are every index of the training file exactly once. */
export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Holds out validation examples: a permutation of `0..count-1` drawn from the stream, of which the first
 * `validation` entries are the validation set and the rest the training set, both in permutation order.
 * MNIST: 5,000 of 60,000, from the stream `names.split({ seed, trial })`.
 *
 * @throws SWEEPSTAKE_DATASETS_SPLIT unless 0 <= validation < count
 */
export function split(count: number, validation: number, stream: Stream): Split {
  if (!Number.isInteger(validation) || validation < 0 || !(validation < count)) {
    throw badSplit(count, validation);
  }
  const order = stream.permutation(count);
  return { train: order.slice(validation), validation: order.slice(0, validation) };
}
