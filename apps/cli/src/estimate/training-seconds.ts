import { getDataset } from '@sweepstake/datasets';
import type { RunConfig } from '@sweepstake/experiments';
import type { Network } from '@sweepstake/graph';
import { evaluationGrid } from '@sweepstake/training';
import { sizesOf } from './levels.ts';
import { OTHER_BACKENDS, stepSeconds } from './step-seconds.ts';

/** Of the time that an example takes in training, without its backward pass: results/speed/ladder.md. */
const FORWARD = 0.4;

/**
 * Speeds were measured while the other core had little to do. With a training on each, both get 593 steps a second
 * where one alone gets 435: results/speed/scaling.md. So figure 3 took 95 minutes on two cores, with 97 expected.
 */
const BUSY = 1.4;

/** Of one training on one core, all cores being busy. */
export interface TrainingSeconds {
  readonly steps: number;
  readonly evaluation: number;
}

/** Slots per weight. */
export const SLOTS = { adam: 2, momentum: 1, sgd: 0 } as const;

/** What a training with so many survivors would take, in seconds of one core of `MEASURED_ON`. */
export function trainingSeconds(
  network: Network,
  config: RunConfig,
  survivors: ReadonlyMap<string, number>,
): TrainingSeconds {
  const { batch, iterations, backend } = config;
  const slots = SLOTS[config.optimizer.kind];
  const factor = OTHER_BACKENDS[backend];
  // Where masks are multiplied every level costs what the dense network does.
  const counted = factor === undefined ? survivors : sizesOf(network);
  const step = BUSY * (factor ?? 1) * stepSeconds({ network, survivors: counted, batch, slots });
  const evaluated = evaluatedExamples(config);
  return { steps: iterations * step, evaluation: (FORWARD * step * evaluated) / batch };
}

/** Examples that one training evaluates, each time counted. */
function evaluatedExamples({ dataset, validation, iterations, evaluation }: RunConfig): number {
  const { counts } = getDataset(dataset);
  const { every, at, test, train_accuracy: train, examples } = evaluation;
  const some = (count: number): number => (examples === 0 ? count : Math.min(count, examples));
  const further = at.filter((t) => t < iterations);
  const points = new Set([...evaluationGrid(iterations, every), ...further]).size;
  // At early stop, at the end, and where it is asked for.
  const few = 2 + further.length;
  return (
    points * some(validation) +
    (test === 'grid' ? points : few) * some(counts.test) +
    (train ? few * some(counts.train - validation) : 0)
  );
}
