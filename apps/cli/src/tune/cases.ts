import type { Network, Parameter } from '@sweepstake/graph';

/** A layer to be measured, alone behind a ReLU, so that it also passes a gradient on. */
export interface TuneCase {
  /** For people. */
  readonly name: string;
  readonly network: Network;
}

const parameter = (
  name: string,
  shape: readonly number[],
  role: Parameter['role'],
  std: number,
): Parameter => ({ name, shape, role, initialiser: { kind: 'normal', std } });

/** A dense layer whose inputs are another layer's outputs. */
export function denseCase(inputs: number, outputs: number): TuneCase {
  const weight = parameter('layer.weight', [outputs, inputs], 'hidden', 1 / Math.sqrt(inputs));
  const network: Network = {
    name: `dense ${inputs} to ${outputs}`,
    input: [inputs],
    layers: [
      { kind: 'relu', name: 'relu', inputs: ['input'] },
      {
        kind: 'dense',
        name: 'layer',
        inputs: ['relu'],
        in: inputs,
        out: outputs,
        weight,
        bias: null,
      },
    ],
    head: { kind: 'class', classes: outputs },
  };
  return { name: network.name, network };
}

/** A 3 x 3 convolution with padding 1 of images of `side` x `side`; means of its channels are the classes. */
export function convolutionCase(
  inputs: number,
  outputs: number,
  side: number,
  stride = 1,
): TuneCase {
  const shape = [outputs, inputs, 3, 3];
  const weight = parameter('layer.weight', shape, 'convolution', 1 / Math.sqrt(9 * inputs));
  const sizes = { in: inputs, out: outputs, kernel: [3, 3], stride, padding: 1 } as const;
  const network: Network = {
    name: `${inputs} to ${outputs} channels at ${side} x ${side}${stride === 1 ? '' : `, stride ${stride}`}`,
    input: [inputs, side, side],
    layers: [
      { kind: 'relu', name: 'relu', inputs: ['input'] },
      { kind: 'convolution', name: 'layer', inputs: ['relu'], ...sizes, weight, bias: null },
      { kind: 'global-average-pool', name: 'pool', inputs: ['layer'] },
    ],
    head: { kind: 'class', classes: outputs },
  };
  return { name: network.name, network };
}

/** What is measured, and how long. */
export interface TuneScale {
  readonly cases: readonly TuneCase[];
  /** Fractions of weights that survive, ascending. */
  readonly densities: readonly number[];
  /** Examples of a training step. */
  readonly batch: number;
  /** Windows of each form at each density, and their least length in milliseconds. */
  readonly repeats: number;
  readonly window: number;
}

/** Layers like those of the paper's networks, for every threshold several. */
export const FULL: TuneScale = {
  cases: [
    denseCase(300, 100),
    denseCase(1024, 256),
    convolutionCase(3, 64, 32),
    convolutionCase(8, 8, 32),
    convolutionCase(16, 32, 32, 2),
    convolutionCase(16, 16, 32),
    convolutionCase(64, 64, 16),
    convolutionCase(128, 128, 8),
  ],
  densities: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  batch: 60,
  repeats: 5,
  window: 20,
};

/** One layer for every threshold, in seconds; what it proposes is rough. */
export const QUICK: TuneScale = {
  cases: [denseCase(300, 100), convolutionCase(8, 8, 16), convolutionCase(32, 32, 8)],
  densities: [0.1, 0.3, 0.5, 0.7, 0.9],
  batch: 20,
  repeats: 3,
  window: 5,
};
