import { getDataset, getScaling, split } from '@sweepstake/datasets';
import type { Dataset, Examples } from '@sweepstake/datasets';
import { names, Stream } from '@sweepstake/random';
import type { Batch } from '@sweepstake/training';
import { splitTooLarge } from './errors.ts';
import { STAGE_DEFAULTS } from './stage-id.ts';
import type { TrainStage } from './stage.ts';

/** The three sets of one training; evaluated as whole batches. */
export interface Subsets {
  /** What updates draw their batches from. */
  readonly training: Batch;
  /** What is evaluated of the training set, the validation set and the test set. */
  readonly train: Batch;
  readonly validation: Batch;
  readonly test: Batch;
}

const latest = new WeakMap<Dataset, { readonly key: string; readonly subsets: Subsets }>();

/**
 * Splits a loaded data set as the stage says: `train` and `validation` by the stream `split(seed,trial)`, whose first
 * `evaluation.examples` are those of an order drawn at random; of the test set, those of the file.
 * The last split of each data set is remembered, so that successive stages of a trial get the same batch
 * objects and a backend may keep their layout.
 */
export function subsetsOf(
  dataset: Dataset,
  stage: Pick<TrainStage, 'split' | 'scaling' | 'evaluation'>,
): Subsets {
  const { seed, trial, validation = STAGE_DEFAULTS.validation } = stage.split;
  const { scaling = STAGE_DEFAULTS.scaling } = stage;
  const { examples = STAGE_DEFAULTS.examples } = stage.evaluation;
  const key = [seed, trial, validation, scaling, examples].join();
  const known = latest.get(dataset);
  if (known?.key === key) return known.subsets;

  const train = scaled(dataset, dataset.train, scaling);
  const test = scaled(dataset, dataset.test, scaling);
  if (validation >= train.count) throw splitTooLarge(dataset.name, validation, train.count);
  const parts = split(train.count, validation, new Stream(names.split({ seed, trial })));
  const training = { examples: train, indices: parts.train };
  const all = Int32Array.from({ length: test.count }, (_, i) => i);
  const subsets: Subsets = {
    training,
    train: firstOf(training, examples),
    validation: firstOf({ examples: train, indices: parts.validation }, examples),
    test: firstOf({ examples: test, indices: all }, examples),
  };
  latest.set(dataset, { key, subsets });
  return subsets;
}

/** The batch itself where it is evaluated whole. */
const firstOf = (batch: Batch, examples: number): Batch =>
  examples === 0 || examples >= batch.indices.length
    ? batch
    : { ...batch, indices: batch.indices.slice(0, examples) };

const scaled = (dataset: Dataset, examples: Examples, scaling: string): Examples =>
  scaling === STAGE_DEFAULTS.scaling
    ? examples
    : { ...examples, scaling: getScaling(getDataset(dataset.name), scaling) };
