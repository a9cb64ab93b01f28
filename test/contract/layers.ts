import type { DenseLayer, Layer, Parameter, Role } from '@sweepstake/graph';

const parameter = (name: string, shape: readonly number[], role: Role): Parameter => ({
  name,
  shape,
  role,
  initialiser: { kind: 'constant', value: 0 },
});

export interface ConvolutionOptions {
  readonly in: number;
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly bias: boolean;
  readonly role?: 'convolution' | 'shortcut';
}

/** Layers for tests by their name and what they read; parameters are drawn by `drawWeights`, not from these. */
export function convolution(name: string, from: string, options: ConvolutionOptions): Layer {
  const { kernel, stride, padding, bias, role = 'convolution' } = options;
  const shape = [options.out, options.in, kernel, kernel];
  return {
    kind: 'convolution',
    name,
    inputs: [from],
    in: options.in,
    out: options.out,
    kernel: [kernel, kernel],
    stride,
    padding,
    weight: parameter(`${name}.weight`, shape, role),
    bias: bias ? parameter(`${name}.bias`, [options.out], 'bias') : null,
  };
}

export const norm = (name: string, from: string, features: number): Layer => ({
  kind: 'norm',
  name,
  inputs: [from],
  features,
  epsilon: 1e-5,
  momentum: 0.1,
  scale: parameter(`${name}.weight`, [features], 'norm'),
  shift: parameter(`${name}.bias`, [features], 'norm'),
});

export const dense = (name: string, from: string, inputs: number, outputs: number): DenseLayer => ({
  kind: 'dense',
  name,
  inputs: [from],
  in: inputs,
  out: outputs,
  weight: parameter(`${name}.weight`, [outputs, inputs], 'output'),
  bias: parameter(`${name}.bias`, [outputs], 'bias'),
});

export const pool = (kind: 'max-pool' | 'average-pool', name: string, from: string): Layer => ({
  kind,
  name,
  inputs: [from],
  size: 2,
});

export const dropout = (name: string, from: string, rate: number): Layer => ({
  kind: 'dropout',
  name,
  inputs: [from],
  rate,
});

export const add = (name: string, left: string, right: string): Layer => ({
  kind: 'add',
  name,
  inputs: [left, right],
});

/** A layer without numbers of its own. */
export const simple = (
  kind: 'relu' | 'flatten' | 'global-average-pool',
  name: string,
  from: string,
): Layer => ({ kind, name, inputs: [from] });
