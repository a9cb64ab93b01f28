/** How far two trainings that differ in rounding alone get apart, seen in the masks that pruning would make. */
import { batchIndices, split } from '@sweepstake/datasets';
import type { Dataset } from '@sweepstake/datasets';
import type { RunConfig } from '@sweepstake/experiments';
import { parametersOf } from '@sweepstake/graph';
import { fullMasks, layerwiseMagnitude, ratesByRole } from '@sweepstake/lottery';
import { modelByName } from '@sweepstake/models';
import { names, Stream } from '@sweepstake/random';
import { initialWeights } from '@sweepstake/stages';
import type { Backend, Tensors } from '@sweepstake/training';
import { agreementOfMasks } from './agreement.ts';

const RUN = { seed: 0, trial: 0, round: 0 } as const;

type Masks = ReadonlyMap<string, Uint8Array>;

/** Moves one weight of the output layer, which every example uses, to the next float32: the least that there is. */
export function nudged(weights: Tensors): Map<string, Float32Array> {
  const [last, tensor] = [...weights].findLast(([name]) => name.endsWith('.weight'))!;
  const moved = tensor.slice();
  new Int32Array(moved.buffer)[0]! += 1;
  return new Map([...weights, [last, moved]]);
}

/** The masks that round 1 would have, were trial 0's dense training pruned after each of these iterations. */
export async function masksAt(
  iterations: readonly number[],
  config: RunConfig,
  dataset: Dataset,
  backend: Backend,
  start: (weights: Tensors) => Tensors = (weights) => weights,
): Promise<Masks[]> {
  const network = modelByName(config.network);
  const { validation, batch, learning_rate: rate } = config;
  const { train } = split(dataset.train.count, validation, new Stream(names.split(RUN)));
  const indicesAt = batchIndices({ train, batch, ...RUN });
  const rates = ratesByRole(parametersOf(network), config.rates);
  const optimizer = { kind: 'adam', ...adamOf(config) } as const;
  const weights = start(initialWeights(network, names.init(RUN)));
  const session = await backend.open(network, { weights, optimizer, batch });
  const masks: Masks[] = [];
  for (let t = 1; t <= Math.max(...iterations); t++) {
    session.step({ examples: dataset.train, indices: indicesAt(t) }, rate);
    if (!iterations.includes(t)) continue;
    const trained = session.exportState().weights;
    masks.push(layerwiseMagnitude(trained, fullMasks(trained, rates.keys()), rates));
  }
  session.close();
  return masks;
}

function adamOf({ optimizer }: RunConfig) {
  if (optimizer.kind !== 'adam') throw new Error(`the drift is measured with adam only`);
  const { beta1, beta2, epsilon, weight_decay: weightDecay } = optimizer;
  return { beta1, beta2, epsilon, weightDecay };
}

/** Shares of weights whose masks agree, one per iteration. */
export const agreements = (masks: readonly Masks[], expected: readonly Masks[]): number[] =>
  masks.map((mask, i) => agreementOfMasks(mask, expected[i]!));
