import { Stream } from '@sweepstake/random';
import type { data, TensorContainer } from '@tensorflow/tfjs';
import { badBatch, unequalCounts } from './errors.ts';
import type { LayersTf, Tensor } from './layers-tf.ts';

export interface BatchesOptions {
  /** Examples, along the first axis. */
  readonly x: Tensor;
  /** Targets, as many. */
  readonly y: Tensor;
  /** Examples per batch. What is left at the end of an epoch and does not fill one is dropped. */
  readonly batch: number;
  /** Name of the stream that shuffles epoch 0, 1, 2, ...: `names.order({ seed, trial, round, epoch })`. */
  readonly order: (epoch: number) => string;
}

/**
 * The data of one training for `model.fitDataset(batches, { epochs })`, in an order that is a function of streams'
 * names, so that it can be repeated and seed 0 is a seed; `model.fit` shuffles with `Math.random`. Epochs are counted
 * from 0 as they begin: make a new one for each training, and leave out `batchesPerEpoch`. `x` and `y` stay the
 * caller's. Dropout layers draw from `Math.random` all the same.
 */
export function batchesOf(
  tf: Pick<LayersTf, 'data' | 'gather' | 'tensor1d'>,
  { x, y, batch, order }: BatchesOptions,
): data.Dataset<TensorContainer> {
  const count = x.shape[0] ?? 0;
  if (y.shape[0] !== count) throw unequalCounts(count, y.shape[0] ?? 0);
  if (!Number.isInteger(batch) || batch < 1 || batch > count) throw badBatch(batch, count);
  let epoch = 0;
  return tf.data.generator<TensorContainer>(function* () {
    const permutation = new Stream(order(epoch++)).permutation(count);
    for (let at = 0; at + batch <= count; at += batch) {
      const indices = tf.tensor1d(permutation.slice(at, at + batch), 'int32');
      const taken = { xs: tf.gather(x, indices), ys: tf.gather(y, indices) };
      indices.dispose();
      yield taken;
    }
  });
}
