import { batchIndices, split } from '@sweepstake/datasets';
import type { Dataset } from '@sweepstake/datasets';
import { engine } from '@sweepstake/engine';
import { prunableParameters } from '@sweepstake/graph';
import { fullMasks, layerwiseMagnitude, ratesByRole } from '@sweepstake/lottery';
import { modelByName } from '@sweepstake/models';
import { names, Stream } from '@sweepstake/random';
import { initialStream, initialWeights } from '@sweepstake/stages';
import type { Stage, TrainStage } from '@sweepstake/stages';
import { evaluationCallback, evaluationGrid, train } from '@sweepstake/training';
import type { Masks, Tensors } from '@sweepstake/training';

/** The trainings and prunings of a chain in plain calls of the loop, nothing kept but the last weights. */
export async function bareChain(dataset: Dataset, stages: readonly Stage[]): Promise<Tensors> {
  const trainings = stages.filter((stage): stage is TrainStage => stage.kind === 'train');
  const pruning = stages.find((stage) => stage.kind === 'prune' && stage.criterion !== 'random');
  const { network: name, split: how, initial } = trainings[0]!;
  const network = modelByName(name);
  const weights = initialWeights(network, initialStream(initial));
  const prunable = prunableParameters(network);
  const { hidden = 0, output = 0 } =
    pruning !== undefined && 'rates' in pruning ? pruning.rates : {};
  const rates = ratesByRole(prunable, { hidden, output, convolution: 0, shortcut: 0 });
  const { count } = dataset.train;
  const parts = split(count, how.validation ?? 5000, new Stream(names.split(how)));
  const test = {
    examples: dataset.test,
    indices: Int32Array.from({ length: dataset.test.count }, (_, i) => i),
  };
  const validation = { examples: dataset.train, indices: parts.validation };
  const training = { examples: dataset.train, indices: parts.train };

  let masks: Masks | undefined;
  let last: Tensors = weights;
  for (const { optimizer, batch, iterations, schedule, order, evaluation } of trainings) {
    const session = await engine.open(network, { weights, optimizer, masks, batch });
    const measured = evaluationCallback({
      grid: evaluationGrid(iterations, evaluation.every),
      validation,
      test,
      testAt: evaluation.test,
      train: evaluation.trainAccuracy ? training : null,
    });
    const indicesAt = batchIndices({ train: parts.train, batch, ...order });
    const batchAt = (t: number) => ({ examples: dataset.train, indices: indicesAt(t) });
    measured.finish(
      session,
      train(session, { iterations, batchAt, schedule }, [measured.callback]),
    );
    last = session.exportState().weights;
    last = new Map([...last].map(([key, tensor]) => [key, tensor.slice()]));
    session.close();
    const before =
      masks ??
      fullMasks(
        last,
        prunable.map((parameter) => parameter.name),
      );
    masks = layerwiseMagnitude(last, before, rates);
  }
  return last;
}
