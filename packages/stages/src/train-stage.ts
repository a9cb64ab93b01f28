import { batchIndices } from '@sweepstake/datasets';
import type { Network } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { packCurve } from '@sweepstake/store';
import type { Output } from '@sweepstake/store';
import { evaluationCallback, evaluationGrid, train } from '@sweepstake/training';
import type { Backend, Masks, Session, Tensors, TrainingCallback } from '@sweepstake/training';
import { backendByName } from './backends.ts';
import type { StageContext } from './context.ts';
import { dataNotLoaded, notKept, otherNetwork, otherNumerics } from './errors.ts';
import { initialStream, initialWeights } from './initial-weights.ts';
import { paths } from './paths.ts';
import { progressCallback, stopCallback } from './progress.ts';
import { canonicalStage } from './stage-id.ts';
import type { TrainStage } from './stage.ts';
import { encodeSurvivors, readSurvivors, shapesOfParameters } from './survivors.ts';
import { readTicket } from './ticket.ts';
import { trainRecord } from './train-record.ts';
import { subsetsOf } from './subsets.ts';
import type { Subsets } from './subsets.ts';

/** Trains as the stage says; returns what is to be published. */
export async function trainStage(
  id: string,
  stage: TrainStage,
  context: StageContext,
): Promise<Output> {
  const begun = context.clock?.();
  const dataset = context.datasets.get(stage.dataset);
  if (dataset === undefined) throw dataNotLoaded(stage.dataset, [...context.datasets.keys()]);
  const subsets = subsetsOf(dataset, stage);
  const network = modelByName(stage.network);
  const masks = masksOf(stage, context);
  const backend = await openBackend(stage, context);
  const session = await backend.open(network, {
    weights: startingWeights(network, stage, context),
    optimizer: stage.optimizer,
    masks: masks ?? undefined,
    batch: stage.batch,
    fastMath: stage.fastMath ?? false,
  });
  try {
    const { curve, weights, kept } = runTraining(id, stage, session, subsets, context);
    const files = new Map([[paths.curve, packCurve(curve)]]);
    const encode = (iteration: number, tensors: Tensors): Uint8Array =>
      encodeSurvivors({
        network: network.name,
        stage: id,
        iteration,
        numerics: backend.numerics,
        shapes: shapesOfParameters(network),
        weights: tensors,
        masks,
      });
    for (const [k, tensors] of kept) files.set(paths.kept(k), encode(k, tensors));
    if (curve.diverged === null) files.set(paths.survivors, encode(stage.iterations, weights));
    const seconds = begun === undefined ? undefined : context.clock!() - begun;
    const record = trainRecord(network, masks, curve, stage.iterations, seconds);
    return { config: canonicalStage(stage), record, files };
  } finally {
    session.close();
  }
}

function runTraining(
  id: string,
  stage: TrainStage,
  session: Session,
  subsets: Subsets,
  context: StageContext,
) {
  const start = stage.rewind?.iteration ?? 0;
  const { every, test, trainAccuracy } = stage.evaluation;
  const evaluation = evaluationCallback({
    grid: evaluationGrid(stage.iterations, every),
    validation: subsets.validation,
    test: subsets.test,
    testAt: test,
    train: trainAccuracy ? subsets.train : null,
  });
  const kept = new Map<number, Tensors>();
  const keep: TrainingCallback = ({ iteration }) => {
    if (stage.keep?.includes(iteration) === true) kept.set(iteration, copyWeights(session));
  };
  const order = batchIndices({ train: subsets.train.indices, batch: stage.batch, ...stage.order });
  const outcome = train(
    session,
    {
      iterations: stage.iterations,
      batchAt: (t) => ({ examples: subsets.train.examples, indices: order(t) }),
      schedule: stage.schedule,
      start,
    },
    [
      stopCallback(id, context),
      evaluation.callback,
      keep,
      progressCallback(stage.iterations, evaluation.curve, context),
    ],
  );
  const curve = evaluation.finish(session, outcome);
  return { curve, weights: session.exportState().weights, kept };
}

/** Exported tensors may be views of memory that the next update writes. */
const copyWeights = (session: Session): Tensors =>
  new Map([...session.exportState().weights].map(([name, tensor]) => [name, tensor.slice()]));

async function openBackend(stage: TrainStage, context: StageContext): Promise<Backend> {
  const backend = await (context.backendByName ?? backendByName)(stage.backend);
  if (backend.numerics !== stage.numerics)
    throw otherNumerics(stage.backend, stage.numerics, backend.numerics);
  return backend;
}

function masksOf(stage: TrainStage, { store }: StageContext): Masks | null {
  if (stage.mask === undefined) return null;
  const { network, masks } = readTicket(store, stage.mask.stage);
  if (network !== stage.network)
    throw otherNetwork(`mask ${stage.mask.stage}`, network, stage.network);
  return masks;
}

function startingWeights(network: Network, stage: TrainStage, { store }: StageContext): Tensors {
  if ((stage.rewind?.iteration ?? 0) === 0)
    return initialWeights(network, initialStream(stage.initial));
  const { stage: id, iteration } = stage.rewind!;
  if (!Object.hasOwn(store.record(id).files, paths.kept(iteration))) throw notKept(id, iteration);
  const survivors = readSurvivors(store, id, iteration);
  if (survivors.network !== network.name)
    throw otherNetwork(`training ${id}`, survivors.network, network.name);
  return survivors.weights;
}
