import {
  elements,
  isPrunable,
  parametersOf,
  type ConvolutionLayer,
  type DenseLayer,
  type Layer,
  type Network,
  type NormLayer,
  type Parameter,
} from '@sweepstake/graph';
import type { Masks, Optimizer, Tensors } from '@sweepstake/training';
import type { Draw } from './draw.ts';

export const MOMENTUM: Optimizer = { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 };

const constant = (name: string, size: number, value: number, role: Parameter['role']) => ({
  name,
  shape: [size],
  role,
  initialiser: { kind: 'constant', value } as const,
});

/** A convolution; a 3 x 3 window with stride 1 and padding 1, and a bias, unless told otherwise. */
export function convolution(
  name: string,
  from: string,
  sizes: readonly [number, number],
  given: { kernel?: number; stride?: number; padding?: number; bias?: boolean } = {},
): ConvolutionLayer {
  const [inputs, outputs] = sizes;
  const { kernel = 3, stride = 1, padding = 1, bias = true } = given;
  const initialiser = { kind: 'normal', std: 1 / kernel } as const;
  const shape = [outputs, inputs, kernel, kernel];
  return {
    kind: 'convolution',
    name,
    inputs: [from],
    in: inputs,
    out: outputs,
    kernel: [kernel, kernel],
    stride,
    padding,
    weight: { name: `${name}.weight`, shape, role: 'convolution', initialiser },
    bias: bias ? constant(`${name}.bias`, outputs, 0, 'bias') : null,
  };
}

export function norm(name: string, from: string, features: number): NormLayer {
  return {
    kind: 'norm',
    name,
    inputs: [from],
    features,
    epsilon: 1e-5,
    momentum: 0.1,
    scale: constant(`${name}.weight`, features, 1, 'norm'),
    shift: constant(`${name}.bias`, features, 0, 'norm'),
  };
}

export function dense(name: string, from: string, sizes: readonly [number, number]): DenseLayer {
  const [inputs, outputs] = sizes;
  const initialiser = { kind: 'glorot-normal', fanIn: inputs, fanOut: outputs } as const;
  return {
    kind: 'dense',
    name,
    inputs: [from],
    in: inputs,
    out: outputs,
    weight: { name: `${name}.weight`, shape: [outputs, inputs], role: 'output', initialiser },
    bias: constant(`${name}.bias`, outputs, 0, 'bias'),
  };
}

/** A layer without sizes. */
export const plain = (
  kind: 'relu' | 'flatten' | 'global-average-pool',
  name: string,
  from: string,
): Layer => ({ kind, name, inputs: [from] });

export const add = (name: string, a: string, b: string): Layer => ({
  kind: 'add',
  name,
  inputs: [a, b],
});

export const dropout = (name: string, from: string, rate: number): Layer => ({
  kind: 'dropout',
  name,
  inputs: [from],
  rate,
});

/** A network with a class head. */
export function classifier(
  input: readonly number[],
  classes: number,
  layers: readonly Layer[],
): Network {
  return { name: 'drawn', input, layers, head: { kind: 'class', classes } };
}

/** Random values for every parameter, of a size at which a few steps stay tame. */
export function drawParameters(network: Network, draw: Draw): Tensors {
  return new Map(
    parametersOf(network).map(({ name, shape, role }) => {
      const [, ...fan] = shape;
      const scale = isPrunable(role) ? 1.5 / Math.sqrt(elements(fan)) : 0.3;
      const centre = role === 'norm' && name.endsWith('.weight') ? 1 : 0;
      return [name, draw.floats(elements(shape), 0).map((v) => centre + scale * v)];
    }),
  );
}

/** A mask of about this density for every convolution's weight. */
export function drawConvolutionMasks({ layers }: Network, draw: Draw, density: number): Masks {
  return new Map(
    layers.flatMap((layer) =>
      layer.kind === 'convolution'
        ? [[layer.weight.name, draw.mask(elements(layer.weight.shape), density)] as const]
        : [],
    ),
  );
}
