import { elements, type Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import type { Batch } from '@sweepstake/training';
import { singleValue, wrongBatch } from '../errors.ts';
import { stageImages } from '../stage-images.ts';
import { writeDropout } from './dropout.ts';
import type { NetworkTrainer } from './network-trainer.ts';

/** Lays out the inputs of `count` examples of a batch, from its `from`-th on. */
export function stageBatch(
  { input, arena }: NetworkTrainer,
  network: Network,
  batch: Batch,
  from: number,
  count: number,
): void {
  const { images } = input;
  const { shape, count: known } = batch.examples;
  const wanted = network.input;
  const same = shape.length === 1 || wanted.length === 1 || shape.join() === wanted.join();
  if (!same || elements(shape) !== elements(wanted)) {
    throw wrongBatch(
      `examples of shape [${shape.join(', ')}], ${network.name} takes [${wanted.join(', ')}]`,
    );
  }
  for (let i = from; i < from + count; i++) {
    const index = batch.indices[i] ?? -1;
    if (index < 0 || index >= known) {
      throw wrongBatch(`example ${index} is asked for, there are 0..${known - 1}`);
    }
  }
  const floats = arena.floats(images.at, (images.panels * images.panelBytes) / 4);
  stageImages(floats, images, batch, from, count);
}

/** Writes the classes of these examples; lanes after them count as padding. */
export function writeTargets(
  { arena, targets: at, lanes, output }: NetworkTrainer,
  network: Network,
  { examples, indices }: Batch,
  from: number,
  count: number,
): void {
  const targets = arena.words(at, lanes);
  const classes = output.images.channels;
  for (let i = 0; i < count; i++) {
    const example = indices[from + i] ?? 0;
    const target = examples.targets[example];
    if (target === undefined || !(target >= 0 && target < classes)) {
      throw wrongBatch(
        `example ${example} has the class ${target ?? '(none)'}, ${network.name} knows 0..${classes - 1}`,
      );
    }
    targets[i] = target;
  }
  targets.fill(-1, count);
}

/** Throws where a normalisation would see one value per channel. */
export function checkNorms({ norms }: NetworkTrainer, count: number): void {
  for (const { name, positions } of norms) if (count * positions < 2) throw singleValue(name);
}

/** Forward and backward in training mode over a whole batch that is laid out; returns its summed loss. */
export function trainingPass(
  trainer: NetworkTrainer,
  network: Network,
  batch: Batch,
  dropoutStream: string | null,
): number {
  const count = batch.indices.length;
  checkNorms(trainer, count);
  const stream = dropoutStream === null ? null : new Stream(dropoutStream);
  for (const node of trainer.dropouts) writeDropout(trainer.arena, node, count, stream);
  writeTargets(trainer, network, batch, 0, count);
  trainer.runner.run(trainer.training);
  trainer.head(1 / count);
  trainer.runner.run(trainer.backward);
  let loss = 0;
  for (const value of trainer.arena.floats(trainer.losses, count)) loss += value;
  return loss;
}
