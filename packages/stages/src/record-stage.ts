import { datasets } from '@sweepstake/datasets';
import type { Dataset, Definition } from '@sweepstake/datasets';
import type { Network } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { encode } from '@sweepstake/safetensors';
import type { Store } from '@sweepstake/store';
import { learningRateAt, record } from '@sweepstake/training';
import type { WrittenRun } from '@sweepstake/training';
import type { StageContext } from './context.ts';
import { checkStage } from './check-stage.ts';
import { badSteps, dataNotLoaded, notFinished } from './errors.ts';
import { initialStream } from './initial-text.ts';
import { initialWeights } from './initial-weights.ts';
import { stageIdOf } from './stage-id.ts';
import { stageNeeds } from './stage-needs.ts';
import type { TrainStage } from './stage.ts';
import { masksOf, startOf } from './start.ts';
import type { Start } from './start.ts';
import { subsetsOf } from './subsets.ts';
import { openBackend } from './train-stage.ts';
import { trainingBatches } from './training-batches.ts';

/** What a recording needs from the process that makes it. */
export interface RecordContext extends Pick<
  StageContext,
  'datasets' | 'backendByName' | 'threads'
> {
  /** Holds the pruning whose masks the training has, and what it is rewound to; null where it needs neither. */
  readonly store: Store | null;
}

export interface RecordOptions {
  /** Updates from the training's beginning on; at least 1. */
  readonly steps: number;
  /** Whether the file holds its examples where an index into published files would do; default false. */
  readonly embed?: boolean | undefined;
  /** Further metadata, such as what the training is called. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** A recording and its bytes. */
export interface RecordedStage extends WrittenRun {
  /** A safetensors file in the format of `test/fixtures/README.md`. */
  readonly bytes: Uint8Array;
}

/**
 * Computes the first steps of a training once more and writes down what went in and what came out, so that other
 * programs and backends can repeat them. Publishes nothing, and the same stage gives the same bytes.
 *
 * Throws `SWEEPSTAKE_STAGES_STEPS` where the training has not as many updates, `..._NOT_FINISHED` where a stage that
 * it starts from is not in the store, `..._NUMERICS` where the backend has another version, and what `record` of
 * `@sweepstake/training` throws.
 */
export async function recordStage(
  stage: TrainStage,
  { steps, embed = false, labels = {} }: RecordOptions,
  context: RecordContext,
): Promise<RecordedStage> {
  checkStage(stage);
  const most = stage.iterations - (stage.rewind?.iteration ?? 0);
  if (!Number.isInteger(steps) || steps < 1 || steps > most) throw badSteps(steps, most);
  const dataset = context.datasets.get(stage.dataset);
  if (dataset === undefined) throw dataNotLoaded(stage.dataset, [...context.datasets.keys()]);
  const id = stageIdOf(stage);
  const network = modelByName(stage.network);
  const { masks, weights, statistics, iteration } = beginning(id, network, stage, context.store);
  const backend = await openBackend(stage, context);

  const batchAt = trainingBatches(stage, subsetsOf(dataset, stage).training);
  const updates = Array.from({ length: steps }, (_, step) => iteration + step + 1);
  const draws = network.layers.some(({ kind }) => kind === 'dropout');
  const written = await record(
    {
      network,
      named: { zoo: stage.network },
      weights,
      statistics,
      masks,
      optimizer: stage.optimizer,
      batches: updates.map(batchAt),
      learningRates: updates.map((t) => learningRateAt(stage.schedule, t)),
      dropout: draws ? { ...stage.order, first: iteration + 1 } : null,
      fastMath: stage.fastMath,
      dataset: embed ? null : publishedName(dataset),
      labels: { ...labels, stage: id },
    },
    backend,
  );
  return { ...written, bytes: encode(written.tensors, written.metadata) };
}

/** Masks, and the weights of the first update; those that are drawn for a dense network need no store. */
function beginning(
  id: string,
  network: Network,
  stage: TrainStage,
  store: Store | null,
): Start & { readonly masks: ReturnType<typeof masksOf> } {
  const absent = stageNeeds(stage).find((found) => store?.has(found) !== true);
  if (absent !== undefined) throw notFinished(id, absent);
  if (store !== null) return { masks: masksOf(stage, store), ...startOf(network, stage, store) };
  const weights = initialWeights(network, initialStream(stage.initial, stage.initialStd));
  return { masks: null, iteration: 0, weights, statistics: new Map() };
}

/** What recordings call the published training files of a data set; null where it is not all of them, in order. */
function publishedName({ name, train }: Dataset): string | null {
  const known: Readonly<Record<string, Definition>> = datasets;
  const definition = Object.hasOwn(known, name) ? known[name]! : null;
  if (definition === null || definition.kind === 'drawn') return null;
  if (train.count !== definition.counts.train) return null;
  return `${definition.aliases?.[0] ?? name}-train`;
}
