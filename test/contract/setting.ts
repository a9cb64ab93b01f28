import { Stream } from '@sweepstake/random';
import type { Head, Network } from '@sweepstake/graph';
import type { Batch, Examples, Masks, Optimizer, Scaling, Tensors } from '@sweepstake/training';
import { ADAM } from '@sweepstake/training';
import { drawBatch, drawExamples, drawMasks, drawWeights } from './draw.ts';
import { mlp } from './mlp.ts';

/** Everything that a short training needs. */
export interface Setting {
  /** What a backend must have built to train it; see `ContractOptions`. */
  readonly features: readonly string[];
  readonly network: Network;
  readonly weights: Tensors;
  readonly masks: Masks;
  readonly examples: Examples;
  readonly batches: readonly Batch[];
  /** For dropout; any network may be given one. */
  readonly dropoutStream: (update: number) => string;
}

/** The name of a test's dropout stream. */
export const dropoutStream = (update: number): string => `contract(dropout ${update})`;

export const CLASSES: Head = { kind: 'class', classes: 5 };

export const HEADS: readonly Head[] = [
  CLASSES,
  { kind: 'class-per-position', classes: 3, labelSmoothing: 0.1, padding: -1 },
  { kind: 'regression', targets: 4 },
];

export const IDENTITY: Scaling = { divisor: [1], offset: [0] };

/** Every update rule, with and without weight decay. */
export const OPTIMIZERS: readonly Optimizer[] = [0, 0.01].flatMap((weightDecay) => [
  { kind: 'sgd', weightDecay } as const,
  { kind: 'momentum', momentum: 0.9, weightDecay } as const,
  { ...ADAM, weightDecay } as Optimizer,
]);

export const optimizerName = ({ kind, weightDecay }: Optimizer): string =>
  weightDecay === 0 ? kind : `${kind} with weight decay`;

/** A small three-layer dense training with half of the weights removed; the same for the same seed. */
export function makeSetting(seed: number, head: Head = CLASSES, batch = 12): Setting {
  const stream = new Stream(`contract(${seed})`);
  const outputs = { class: 5, 'class-per-position': 3, regression: 4 }[head.kind];
  const network = mlp([9], [8, 7, outputs], head);
  return drawSetting([head.kind], network, stream, batch);
}

/** Weights, masks, 61 examples and eight batches for a network. */
export function drawSetting(
  features: readonly string[],
  network: Network,
  stream: Stream,
  batch: number,
): Setting {
  const options = { count: 61, bytes: false, scaling: IDENTITY };
  const examples = drawExamples(network, stream, options);
  return {
    features,
    network,
    weights: drawWeights(network, stream),
    masks: drawMasks(network, stream, () => 0.5),
    examples,
    batches: Array.from({ length: 8 }, () => drawBatch(examples, stream, batch)),
    dropoutStream,
  };
}
