import { getDataset, getScaling, split } from '@sweepstake/datasets';
import type { Dataset, Examples } from '@sweepstake/datasets';
import { names, Stream } from '@sweepstake/random';
import type { Batch } from '@sweepstake/training';
import { splitTooLarge } from './errors.ts';
import { STAGE_DEFAULTS } from './stage-id.ts';
import type { TrainStage } from './stage.ts';

/** The three sets of one training; evaluated as whole batches. */
export interface Subsets {
  readonly train: Batch;
  readonly validation: Batch;
  readonly test: Batch;
}

const latest = new WeakMap<Dataset, { readonly key: string; readonly subsets: Subsets }>();

/**
 * Splits a loaded data set as the stage says: `train` and `validation` by the stream `split(seed,trial)`.
 * The last split of each data set is remembered, so that successive stages of a trial get the same batch
 * objects and a backend may keep their layout.
 */
export function subsetsOf(dataset: Dataset, stage: Pick<TrainStage, 'split' | 'scaling'>): Subsets {
  const { seed, trial, validation = STAGE_DEFAULTS.validation } = stage.split;
  const { scaling = STAGE_DEFAULTS.scaling } = stage;
  const key = [seed, trial, validation, scaling].join();
  const known = latest.get(dataset);
  if (known?.key === key) return known.subsets;

  const train = scaled(dataset, dataset.train, scaling);
  const test = scaled(dataset, dataset.test, scaling);
  if (validation >= train.count) throw splitTooLarge(dataset.name, validation, train.count);
  const parts = split(train.count, validation, new Stream(names.split({ seed, trial })));
  const subsets: Subsets = {
    train: { examples: train, indices: parts.train },
    validation: { examples: train, indices: parts.validation },
    test: { examples: test, indices: Int32Array.from({ length: test.count }, (_, i) => i) },
  };
  latest.set(dataset, { key, subsets });
  return subsets;
}

const scaled = (dataset: Dataset, examples: Examples, scaling: string): Examples =>
  scaling === STAGE_DEFAULTS.scaling
    ? examples
    : { ...examples, scaling: getScaling(getDataset(dataset.name), scaling) };
