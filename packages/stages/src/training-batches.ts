import { batchIndices, drawMoves } from '@sweepstake/datasets';
import { names, Stream } from '@sweepstake/random';
import type { Batch } from '@sweepstake/training';
import { notImages } from './errors.ts';
import type { TrainStage } from './stage.ts';

/**
 * The batch of update t = 1, 2, ...: which examples by the streams `order(seed,trial,round,epoch)`, and how they
 * are moved, where the stage augments, by `augment(seed,trial,round,t)`. Neither depends on the weights, so that a
 * ticket and its reinitialisations see the same images. Throws where what is to be augmented is no image.
 */
export function trainingBatches(
  { dataset, order, batch, augmentation }: TrainStage,
  { examples, indices }: Batch,
): (t: number) => Batch {
  const indicesAt = batchIndices({ train: indices, batch, ...order });
  if (augmentation === undefined || !(augmentation.flip || augmentation.crop > 0))
    return (t) => ({ examples, indices: indicesAt(t) });
  if (examples.shape.length !== 3) throw notImages(dataset, examples.shape);
  return (t) => {
    const stream = new Stream(names.augment({ ...order, iteration: t }));
    return { examples, indices: indicesAt(t), moves: drawMoves(batch, stream, augmentation) };
  };
}
