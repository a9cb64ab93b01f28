import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawStrokes } from '@sweepstake/datasets';
import type { Dataset, Examples } from '@sweepstake/datasets';
import { Stream } from '@sweepstake/random';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { ADAM } from '@sweepstake/training';
import type { StageContext } from './context.ts';
import type { MagnitudePruneStage, TrainStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';

/** Three classes of eight noisy features, of which class c raises features c, c + 3 and c + 6. */
function drawExamples(name: string, count: number): Examples {
  const stream = new Stream(name);
  const inputs = new Float32Array(count * 8);
  const targets = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    targets[i] = stream.below(3);
    for (let f = 0; f < 8; f++)
      inputs[i * 8 + f] = stream.normal() + (f % 3 === targets[i] ? 1.5 : 0);
  }
  return { count, shape: [8], inputs, targets, scaling: { divisor: [1], offset: [0] } };
}

/** A data set of 300 training and 60 test examples. */
export const tinyDataset = (): Dataset => ({
  name: 'tiny',
  title: 'tiny',
  train: drawExamples('tiny(train)', 300),
  test: drawExamples('tiny(test)', 60),
  classes: 3,
  channels: 1,
  source: 'drawn for a test',
});

/** Forty updates of an 8-12-6-3 network on `tiny` by the reference backend. */
export const tinyTraining = (more: Partial<TrainStage> = {}): TrainStage => ({
  kind: 'train',
  network: 'mlp-8-12-6-3',
  dataset: 'tiny',
  split: { seed: 0, trial: 1, validation: 50 },
  initial: { kind: 'init', seed: 0, trial: 1 },
  order: { seed: 0, trial: 1, round: 0 },
  optimizer: ADAM,
  schedule: { learningRate: 0.01 },
  batch: 20,
  iterations: 40,
  evaluation: { every: 10, test: 'grid', trainAccuracy: true },
  backend: 'reference',
  numerics: 'reference-1',
  ...more,
});

/** The pruning after a training, a fifth of the hidden and a tenth of the output weights. */
export const tinyPruning = (
  from: TrainStage,
  more: Partial<MagnitudePruneStage> = {},
): MagnitudePruneStage => ({
  kind: 'prune',
  criterion: 'layerwise-magnitude',
  from: stageIdOf(from),
  rates: { hidden: 0.2, output: 0.1 },
  ...more,
});

/** Such a training under the masks of a pruning, in the order of round 1. */
export const tinyTicket = (mask: string, more: Partial<TrainStage> = {}): TrainStage =>
  tinyTraining({ mask: { stage: mask }, order: { seed: 0, trial: 1, round: 1 }, ...more });

/** Sixty images in colour for training, twenty for the test. */
export const tinyImages = (): Dataset => drawStrokes({ set: 'strokes-32', train: 60, test: 20 });

/** Four updates of a residual network of eight layers on `strokes-32`; the images are moved. */
export const tinyResidual = (more: Partial<TrainStage> = {}): TrainStage =>
  tinyTraining({
    network: 'resnet-cifar-8/w0.125',
    dataset: 'strokes-32',
    augmentation: { flip: true, crop: 4 },
    split: { seed: 0, trial: 1, validation: 20 },
    optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 },
    schedule: { learningRate: 0.1, warmup: 2, milestones: [3] },
    batch: 8,
    iterations: 4,
    evaluation: { every: 4, test: 'early-stop', trainAccuracy: false },
    ...more,
  });

/** Runs a function on a store in a folder of its own, which is removed afterwards. */
export async function withStore<T>(use: (store: Store) => T | Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'sweepstake-stages-'));
  try {
    return await use(openStore(join(root, 'runs')));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The path of a finished stage. */
export const stageFileOf = ({ root }: Store, id: string): string =>
  join(root, 'stages', id.slice(0, 2), `${id}.stage`);

/** A context on a store with the data sets `tiny` and `strokes-32`. */
export const tinyContext = (store: Store, more: Partial<StageContext> = {}): StageContext => ({
  store,
  datasets: new Map([tinyDataset(), tinyImages()].map((dataset) => [dataset.name, dataset])),
  ...more,
});
