import { names, Stream } from '@sweepstake/random';
import { badBatch, badIteration } from './errors.ts';

/** What decides the order of a training's examples; nothing about the variant or the optimiser. */
export interface EpochOrder {
  /** Indices of the training examples. */
  readonly train: Int32Array;
  /** Examples per batch. */
  readonly batch: number;
  readonly seed: number;
  readonly trial: number;
  readonly round: number;
}

/**
 * The batches of a training: a function from the iteration t = 1, 2, ... to the indices of its examples.
 * Epoch e = 0, 1, ... is a shuffle of `train` by the stream `names.order({ seed, trial, round, epoch: e })`,
 * cut into batches; the last, partial batch is dropped. Any t may be asked for in any order; the present
 * epoch's order is kept, so that going forward costs one shuffle per epoch. The arrays are never changed.
 *
 * @throws SWEEPSTAKE_DATASETS_BATCH unless 1 <= batch <= train.length; SWEEPSTAKE_DATASETS_ITERATION for t < 1
 */
export function batchIndices(order: EpochOrder): (iteration: number) => Int32Array {
  const { train, batch, seed, trial, round } = order;
  if (!Number.isInteger(batch) || batch < 1 || batch > train.length) {
    throw badBatch(batch, train.length);
  }
  const perEpoch = Math.floor(train.length / batch);
  let epoch = -1;
  let shuffled = train;
  return (iteration) => {
    if (!Number.isInteger(iteration) || iteration < 1) throw badIteration(iteration);
    const wanted = Math.floor((iteration - 1) / perEpoch);
    if (wanted !== epoch) {
      const copy = train.slice();
      new Stream(names.order({ seed, trial, round, epoch: wanted })).shuffle(copy);
      shuffled = copy;
      epoch = wanted;
    }
    const start = (iteration - 1 - wanted * perEpoch) * batch;
    return shuffled.subarray(start, start + batch);
  };
}
