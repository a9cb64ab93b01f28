import { modelByName } from '@sweepstake/models';
import { names } from '@sweepstake/random';
import { packCurve } from '@sweepstake/store';
import type { Output } from '@sweepstake/store';
import type { Backend } from '@sweepstake/training';
import { backendByName } from './backends.ts';
import { encodeValues } from './checkpoint.ts';
import { readState } from './checkpointing.ts';
import type { StageContext } from './context.ts';
import { dataNotLoaded, otherNumerics } from './errors.ts';
import { paths } from './paths.ts';
import { runTraining } from './run-training.ts';
import { canonicalStage } from './stage-id.ts';
import type { TrainStage } from './stage.ts';
import { masksOf, startOf } from './start.ts';
import { subsetsOf } from './subsets.ts';
import { trainRecord } from './train-record.ts';

/** Trains as the stage says, from its checkpoint where it has one; returns what is to be published. */
export async function trainStage(
  id: string,
  stage: TrainStage,
  context: StageContext,
): Promise<Output> {
  const dataset = context.datasets.get(stage.dataset);
  if (dataset === undefined) throw dataNotLoaded(stage.dataset, [...context.datasets.keys()]);
  const subsets = subsetsOf(dataset, stage);
  const network = modelByName(stage.network);
  const masks = masksOf(stage, context.store);
  const start = startOf(network, stage, context.store);
  const backend = await openBackend(stage, context);
  const of = { id, network, masks, numerics: backend.numerics };
  const from = readState(of, context);
  const session = await backend.open(network, {
    weights: start.weights,
    optimizer: stage.optimizer,
    masks: masks ?? undefined,
    batch: stage.batch,
    // Updates are counted from the start; a rewound training goes on at its iteration.
    dropoutStream: (update) =>
      names.dropout({ ...stage.order, iteration: start.iteration + update }),
    fastMath: stage.fastMath ?? false,
  });
  try {
    const { weights, statistics } = start;
    if (from !== null) session.importState(from.session);
    else if (statistics.size > 0)
      session.importState({
        weights,
        statistics,
        slots: new Map(),
        updates: 0,
        streams: new Map(),
      });
    const { curve, end, kept } = runTraining(of, stage, session, subsets, from, context);
    const files = new Map([[paths.curve, packCurve(curve)]]);
    for (const [k, values] of kept) files.set(paths.kept(k), encodeValues(of, k, values));
    if (curve.diverged === null)
      files.set(paths.survivors, encodeValues(of, stage.iterations, end));
    const record = trainRecord(network, masks, curve, stage.iterations);
    return { config: canonicalStage(stage), record, files, squeezable: [paths.curve] };
  } finally {
    session.close();
  }
}

/** The stage's backend; throws `SWEEPSTAKE_STAGES_NUMERICS` where it has another version. */
export async function openBackend(
  stage: TrainStage,
  context: Pick<StageContext, 'backendByName' | 'threads'>,
): Promise<Backend> {
  const byName = context.backendByName ?? ((name) => backendByName(name, context.threads));
  const backend = await byName(stage.backend);
  if (backend.numerics !== stage.numerics)
    throw otherNumerics(stage.backend, stage.numerics, backend.numerics);
  return backend;
}
