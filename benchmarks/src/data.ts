import { batchIndices, split, type Dataset, type Split } from '@sweepstake/datasets';
import { load } from '@sweepstake/datasets/node';
import { names, Stream } from '@sweepstake/random';
import type { Batch } from '@sweepstake/training';
import type { Report } from './report.ts';

export const BATCH = 60;
const VALIDATION = 5000;

/** MNIST, or strokes where it cannot be had; the report says which. */
export async function loadData(report: Report): Promise<Dataset> {
  const dataset = await load('mnist', { env: process.env }, { fallback: 'strokes' });
  report.text(
    dataset.name === 'mnist'
      ? '- Data: MNIST'
      : '- Data: the embedded `strokes` set, because MNIST cannot be had here (set SWEEPSTAKE_DATA); its images have other zeros, so these times are not those of MNIST',
  );
  return dataset;
}

/** CIFAR-10; without it there is nothing to measure, and the error says where it is looked for. */
export async function loadImages(report: Report): Promise<Dataset> {
  const dataset = await load('cifar-10', { env: process.env });
  report.text(`- Data: ${dataset.title}, per-channel mean and deviation, no augmentation`);
  return dataset;
}

export const splitOf = (dataset: Dataset): Split =>
  split(dataset.train.count, VALIDATION, new Stream(names.split({ seed: 0, trial: 0 })));

/** The first batches of trial 0's first training. */
export function batchesOf(dataset: Dataset, count: number, batch = BATCH): Batch[] {
  const { train } = splitOf(dataset);
  const indices = batchIndices({ train, batch, seed: 0, trial: 0, round: 0 });
  return Array.from({ length: count }, (_, i) => ({
    examples: dataset.train,
    indices: indices(i + 1).slice(),
  }));
}
