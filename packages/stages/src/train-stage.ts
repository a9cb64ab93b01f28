import { modelByName } from '@sweepstake/models';
import { names } from '@sweepstake/random';
import { packCurve } from '@sweepstake/store';
import type { Output } from '@sweepstake/store';
import { evaluationCallback, train } from '@sweepstake/training';
import type {
  Backend,
  Session,
  SessionState,
  Tensors,
  TrainingCallback,
} from '@sweepstake/training';
import { backendByName } from './backends.ts';
import type { StageContext } from './context.ts';
import { dataNotLoaded, otherNumerics } from './errors.ts';
import { paths } from './paths.ts';
import { progressCallback, stopCallback } from './progress.ts';
import { gridOf, reportedPoints } from './reported-points.ts';
import { canonicalStage } from './stage-id.ts';
import type { TrainStage } from './stage.ts';
import { masksOf, startOf } from './start.ts';
import { subsetsOf } from './subsets.ts';
import type { Subsets } from './subsets.ts';
import { encodeSurvivors, shapesOfParameters } from './survivors.ts';
import { trainRecord } from './train-record.ts';
import { trainingBatches } from './training-batches.ts';

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
  const masks = masksOf(stage, context.store);
  const start = startOf(network, stage, context.store);
  const backend = await openBackend(stage, context);
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
    if (statistics.size > 0)
      session.importState({
        weights,
        statistics,
        slots: new Map(),
        updates: 0,
        streams: new Map(),
      });
    const { curve, end, kept } = runTraining(id, stage, session, subsets, context);
    const files = new Map([[paths.curve, packCurve(curve)]]);
    const encode = (iteration: number, { weights, statistics }: Values): Uint8Array =>
      encodeSurvivors({
        network: network.name,
        stage: id,
        iteration,
        numerics: backend.numerics,
        shapes: shapesOfParameters(network),
        weights,
        statistics,
        masks,
      });
    for (const [k, values] of kept) files.set(paths.kept(k), encode(k, values));
    if (curve.diverged === null) files.set(paths.survivors, encode(stage.iterations, end));
    const seconds = begun === undefined ? undefined : context.clock!() - begun;
    const record = trainRecord(network, masks, curve, stage.iterations, seconds);
    return { config: canonicalStage(stage), record, files };
  } finally {
    session.close();
  }
}

/** What is kept of a session. */
type Values = Pick<SessionState, 'weights' | 'statistics'>;

function runTraining(
  id: string,
  stage: TrainStage,
  session: Session,
  subsets: Subsets,
  context: StageContext,
) {
  const { test, trainAccuracy } = stage.evaluation;
  const evaluation = evaluationCallback({
    grid: gridOf(stage),
    validation: subsets.validation,
    test: subsets.test,
    testAt: test,
    train: trainAccuracy ? subsets.train : null,
  });
  const reported = reportedPoints(stage, subsets, evaluation.curve);
  const kept = new Map<number, Values>();
  const keep: TrainingCallback = ({ iteration }) => {
    if (stage.keep?.includes(iteration) === true) kept.set(iteration, copyValues(session));
  };
  const outcome = train(
    session,
    {
      iterations: stage.iterations,
      batchAt: trainingBatches(stage, subsets.train),
      schedule: stage.schedule,
      start: stage.rewind?.iteration ?? 0,
    },
    [
      stopCallback(id, context),
      evaluation.callback,
      reported.callback,
      keep,
      progressCallback(stage.iterations, evaluation.curve, context),
    ],
  );
  const curve = reported.finish(evaluation.finish(session, outcome));
  return { curve, end: session.exportState(), kept };
}

/** Exported tensors may be views of memory that the next update writes. */
function copyValues(session: Session): Values {
  const { weights, statistics } = session.exportState();
  const copy = (tensors: Tensors): Tensors =>
    new Map(Array.from(tensors, ([name, tensor]) => [name, tensor.slice()]));
  return { weights: copy(weights), statistics: copy(statistics) };
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
