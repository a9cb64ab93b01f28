import { elements, parametersOf } from '@sweepstake/graph';
import type { Layer, Network, Parameter } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { describe, expect, it } from 'vitest';
import { backward } from './backward.ts';
import { forward } from './forward.ts';

/** Half the width of a central difference in float64. */
const STEP = 1e-5;
/** Largest difference allowed over the largest entry; truncation and rounding of the quotient are each about 1e-10. */
const TOLERANCE = 1e-7;
const N = 3;

const parameter = (name: string, shape: readonly number[], role: Parameter['role']): Parameter => ({
  name,
  shape,
  role,
  initialiser: { kind: 'constant', value: 0 },
});

const convolution = (
  name: string,
  from: string,
  [inputs, outputs]: [number, number],
  [height, width]: [number, number],
  stride: number,
  padding: number,
): Layer => ({
  kind: 'convolution',
  name,
  inputs: [from],
  in: inputs,
  out: outputs,
  kernel: [height, width],
  stride,
  padding,
  weight: parameter(`${name}.weight`, [outputs, inputs, height, width], 'convolution'),
  bias: parameter(`${name}.bias`, [outputs], 'bias'),
});

const norm = (name: string, from: string, features: number): Layer => ({
  kind: 'norm',
  name,
  inputs: [from],
  features,
  epsilon: 1e-5,
  momentum: 0.1,
  scale: parameter(`${name}.weight`, [features], 'norm'),
  shift: parameter(`${name}.bias`, [features], 'norm'),
});

const dense = (name: string, from: string, inputs: number, outputs: number): Layer => ({
  kind: 'dense',
  name,
  inputs: [from],
  in: inputs,
  out: outputs,
  weight: parameter(`${name}.weight`, [outputs, inputs], 'hidden'),
  bias: parameter(`${name}.bias`, [outputs], 'bias'),
});

const on = (
  kind: 'relu' | 'flatten' | 'global-average-pool',
  name: string,
  from: string,
): Layer => ({
  kind,
  name,
  inputs: [from],
});

const pool = (kind: 'max-pool' | 'average-pool', from: string, size: number): Layer => ({
  kind,
  name: 'pool',
  inputs: [from],
  size,
});

type Case = readonly [title: string, input: readonly number[], layers: readonly Layer[]];

const CASES: readonly Case[] = [
  ['dense', [5], [dense('fc', 'input', 5, 4)]],
  ['relu', [6], [on('relu', 'relu', 'input')]],
  ['flatten', [2, 3, 2], [on('flatten', 'flatten', 'input')]],
  ...[1, 2].flatMap((stride) =>
    [0, 1, 2].flatMap((padding) =>
      (
        [
          [1, 1],
          [3, 3],
          [5, 5],
          [3, 1],
        ] as [number, number][]
      ).map((kernel): Case => [
        `convolution ${kernel.join('x')}, stride ${stride}, padding ${padding}, of 7x5`,
        [2, 7, 5],
        [convolution('conv', 'input', [2, 3], kernel, stride, padding)],
      ]),
    ),
  ),
  [
    'convolution 3x3, stride 3, of 8x6',
    [1, 8, 6],
    [convolution('conv', 'input', [1, 2], [3, 3], 3, 1)],
  ],
  ['normalisation of images', [3, 3, 2], [norm('bn', 'input', 3)]],
  ['normalisation of features', [4], [norm('bn', 'input', 4)]],
  ...(['max-pool', 'average-pool'] as const).flatMap((kind) => [
    [`${kind} 2 of 6x4`, [2, 6, 4], [pool(kind, 'input', 2)]] as Case,
    [`${kind} 2 of 7x5, which it does not divide`, [2, 7, 5], [pool(kind, 'input', 2)]] as Case,
    [`${kind} 3 of 5x7, which it does not divide`, [2, 5, 7], [pool(kind, 'input', 3)]] as Case,
  ]),
  ['global average pool', [3, 5, 3], [on('global-average-pool', 'pool', 'input')]],
  [
    'addition of a value and what was made from it',
    [2, 4, 3],
    [
      convolution('stem', 'input', [2, 2], [3, 3], 1, 1),
      norm('bn', 'stem', 2),
      { kind: 'add', name: 'add', inputs: ['bn', 'stem'] },
    ],
  ],
  [
    'addition of a value to itself',
    [3],
    [{ kind: 'add', name: 'add', inputs: ['input', 'input'] }],
  ],
  ['dropout', [2, 4, 3], [{ kind: 'dropout', name: 'drop', inputs: ['input'], rate: 0.4 }]],
  [
    'a residual block with a strided shortcut',
    [2, 7, 5],
    [
      convolution('conv1', 'input', [2, 4], [3, 3], 2, 1),
      norm('bn1', 'conv1', 4),
      on('relu', 'relu1', 'bn1'),
      { kind: 'dropout', name: 'drop', inputs: ['relu1'], rate: 0.25 },
      convolution('conv2', 'drop', [4, 4], [3, 3], 1, 1),
      norm('bn2', 'conv2', 4),
      convolution('down', 'input', [2, 4], [1, 1], 2, 0),
      norm('down_bn', 'down', 4),
      { kind: 'add', name: 'add', inputs: ['bn2', 'down_bn'] },
      on('relu', 'relu2', 'add'),
      on('global-average-pool', 'pool', 'relu2'),
      dense('fc', 'pool', 4, 3),
    ],
  ],
];

/** Central differences of `loss` by every entry of `tensor`, which is changed and put back. */
function centralDifferences(tensor: Float64Array, loss: () => number): Float64Array {
  return tensor.slice().map((value, i) => {
    tensor[i] = value + STEP;
    const above = loss();
    tensor[i] = value - STEP;
    const below = loss();
    tensor[i] = value;
    return (above - below) / (2 * STEP);
  });
}

function expectClose(what: string, actual: Float64Array, expected: Float64Array): void {
  let largest = 0;
  let difference = 0;
  for (const [i, value] of expected.entries()) {
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs(value - actual[i]!));
  }
  expect(actual.length, what).toBe(expected.length);
  expect(difference, what).toBeLessThanOrEqual(TOLERANCE * Math.max(largest, 1));
}

describe('the gradient of every operation', () => {
  it.each(CASES)('equals finite differences in float64: %s', (title, input, layers) => {
    const network: Network = {
      name: title,
      input,
      layers,
      head: { kind: 'regression', targets: 1 },
    };
    const draw = new Stream(`gradients(${title})`);
    const normals = (length: number) => Float64Array.from({ length }, () => draw.normal());
    const weights = new Map(parametersOf(network).map((p) => [p.name, normals(elements(p.shape))]));
    const x = normals(N * elements(input));
    const pass = () => {
      const dropout = new Stream(`dropout(${title})`);
      return forward(network, weights, x, N, { kind: 'training', dropout });
    };
    const output = layers.at(-1)!.name;
    const coefficients = normals(pass().values.get(output)!.length);
    // Quadratic in the outputs, so that the derivative by them depends on them.
    const term = (y: number, i: number) => coefficients[i]! * (y + 0.5 * y * y);
    const loss = () =>
      pass()
        .values.get(output)!
        .reduce((sum, y, i) => sum + term(y, i), 0);

    const once = pass();
    const last = once.values.get(output)!.map((y, i) => coefficients[i]! * (1 + y));
    const { parameters, values } = backward(network, weights, once, last);
    expect([...parameters.keys()].sort()).toEqual([...weights.keys()].sort());
    for (const [name, tensor] of weights)
      expectClose(name, parameters.get(name)!, centralDifferences(tensor, loss));
    expectClose('input', values.get('input')!, centralDifferences(x, loss));
  });
});
