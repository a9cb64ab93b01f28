import { modelByName } from '@sweepstake/models';
import type { Store } from '@sweepstake/store';
import { meanMetrics } from '@sweepstake/training';
import type { MetricSums } from '@sweepstake/training';
import type { StageContext } from './context.ts';
import { dataNotLoaded, notKept, notTraining, nothingToMeasure } from './errors.ts';
import { paths } from './paths.ts';
import type { TrainStage } from './stage.ts';
import { subsetsOf } from './subsets.ts';
import type { Subsets } from './subsets.ts';
import { readSurvivors } from './survivors.ts';
import type { TrainRecord } from './train-record.ts';
import { openBackend } from './train-stage.ts';

/** What is measured. */
export interface MeasureOptions {
  /** As much of it as the training evaluated. */
  readonly subset: Exclude<keyof Subsets, 'training'>;
  /** Weights that the training kept at this iteration; default those after the last. */
  readonly kept?: number | undefined;
}

/** One evaluation of a trained network. */
export interface Measured {
  readonly iteration: number;
  /** Mean loss of the head. */
  readonly loss: number;
  /** Fraction of examples classified correctly, 0..1; null for heads without classes. */
  readonly accuracy: number | null;
  /** All sums of the head, by name; see `MetricSums`. */
  readonly sums: MetricSums;
}

/**
 * Evaluates the trained survivors of a finished training, without training: on the data and by the backend of the
 * stage, to the numbers that the training itself would have recorded. Changes nothing in the store.
 *
 * Throws where the stage is absent or no training, diverged, or did not keep that iteration, and
 * `SWEEPSTAKE_STORE_DROPPED` where its weights were given up (`keepMasks`).
 */
export async function measureStage(
  id: string,
  { subset, kept }: MeasureOptions,
  context: Pick<StageContext, 'store' | 'datasets' | 'backendByName' | 'threads'>,
): Promise<Measured> {
  const stage = measurable(id, kept, context.store);
  const dataset = context.datasets.get(stage.dataset);
  if (dataset === undefined) throw dataNotLoaded(stage.dataset, [...context.datasets.keys()]);
  const { weights, statistics, masks, iteration } = readSurvivors(context.store, id, kept);
  const backend = await openBackend(stage, context);
  const session = await backend.open(modelByName(stage.network), {
    weights,
    // Nothing is updated.
    optimizer: { kind: 'sgd', weightDecay: 0 },
    masks: masks ?? undefined,
    batch: stage.batch,
    dropoutStream: () => 'unused',
    fastMath: stage.fastMath ?? false,
  });
  try {
    if (statistics.size > 0)
      session.importState({
        weights,
        statistics,
        slots: new Map(),
        updates: 0,
        streams: new Map(),
      });
    const sums = session.evaluate(subsetsOf(dataset, stage)[subset]);
    return { iteration, ...meanMetrics(sums), sums };
  } finally {
    session.close();
  }
}

/** The training, where it has the weights. */
function measurable(id: string, kept: number | undefined, store: Store): TrainStage {
  const { config, record, files } = store.record(id);
  const { kind, diverged } = record as TrainRecord;
  if (kind !== 'train') throw notTraining(id, kind);
  if (kept !== undefined && !Object.hasOwn(files, paths.kept(kept))) throw notKept(id, kept);
  if (kept === undefined && diverged !== null) throw nothingToMeasure(id, diverged.iteration);
  return config as TrainStage;
}
