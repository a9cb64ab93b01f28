import { expect, test } from 'vitest';
import {
  checkNetwork,
  countParameters,
  countWeights,
  describeNetwork,
  elements,
  initialise,
  initialStd,
  isPrunable,
  parametersOf,
  prunableParameters,
  shapesOf,
  withInitialStd,
} from './index.ts';
import type { DenseLayer, Layer, Network, Role } from './index.ts';

const dense = (
  name: string,
  from: string,
  inputs: number,
  out: number,
  role: Role,
): DenseLayer => ({
  kind: 'dense',
  name,
  inputs: [from],
  in: inputs,
  out,
  weight: {
    name: `${name}.weight`,
    shape: [out, inputs],
    role,
    initialiser: { kind: 'glorot-normal', fanIn: inputs, fanOut: out },
  },
  bias: {
    name: `${name}.bias`,
    shape: [out],
    role: 'bias',
    initialiser: { kind: 'constant', value: 0 },
  },
});

const flatten: Layer = { kind: 'flatten', name: 'flatten', inputs: ['input'] };
const relu: Layer = { kind: 'relu', name: 'relu1', inputs: ['fc1'] };
const fc1 = dense('fc1', 'flatten', 12, 5, 'hidden');
const fc2 = dense('fc2', 'relu1', 5, 3, 'output');
const small: Network = {
  name: 'small',
  input: [1, 3, 4],
  layers: [flatten, fc1, relu, fc2],
  head: { kind: 'class', classes: 3 },
};

const problem = (network: Network): { code: string; message: string } => {
  try {
    checkNetwork(network);
  } catch (error) {
    return error as { code: string; message: string } & Error;
  }
  throw new Error('the network was accepted');
};

test('parameters are listed in network order, weight before bias', () => {
  expect(parametersOf(small).map(({ name }) => name)).toEqual([
    'fc1.weight',
    'fc1.bias',
    'fc2.weight',
    'fc2.bias',
  ]);
  expect(prunableParameters(small).map(({ name }) => name)).toEqual(['fc1.weight', 'fc2.weight']);
});

test('weights are prunable, biases and norms are not', () => {
  const roles: Role[] = ['hidden', 'output', 'convolution', 'shortcut', 'bias', 'norm'];
  expect(roles.filter(isPrunable)).toEqual(['hidden', 'output', 'convolution', 'shortcut']);
});

test('weights are counted without biases and parameters with them', () => {
  expect(countWeights(small)).toBe(60 + 15);
  expect(countParameters(small)).toBe(60 + 5 + 15 + 3);
  expect(elements([])).toBe(1);
});

test('a dense layer without a bias has one parameter', () => {
  const network: Network = { ...small, layers: [flatten, { ...fc1, bias: null }, relu, fc2] };
  checkNetwork(network);
  expect(countParameters(network)).toBe(60 + 15 + 3);
});

test('shapes follow the layers', () => {
  expect([...shapesOf(small)]).toEqual([
    ['input', [1, 3, 4]],
    ['flatten', [12]],
    ['fc1', [5]],
    ['relu1', [5]],
    ['fc2', [3]],
  ]);
});

test('a network survives JSON unchanged', () => {
  const copy = JSON.parse(JSON.stringify(small)) as Network;
  expect(copy).toEqual(small);
  checkNetwork(copy);
});

test('a layer that does not fit its input is named with both shapes', () => {
  const wrong = dense('fc1', 'flatten', 13, 5, 'hidden');
  const { code, message } = problem({ ...small, layers: [flatten, wrong, relu, fc2] });
  expect(code).toBe('SWEEPSTAKE_GRAPH_INPUT_SHAPE');
  expect(message).toContain("layer fc1: takes [13], but 'flatten' gives [12]");
});

test('a dense layer refuses an image that was not flattened', () => {
  const { message } = problem({ ...small, layers: [dense('fc1', 'input', 12, 3, 'output')] });
  expect(message).toContain("takes [12], but 'input' gives [1, 3, 4]");
});

test('the last layer must give what the head needs', () => {
  const { code, message } = problem({ ...small, head: { kind: 'class', classes: 10 } });
  expect(code).toBe('SWEEPSTAKE_GRAPH_HEAD_SHAPE');
  expect(message).toBe('layer fc2: the last layer gives [3], but the class head needs [10]');
  expect(problem({ ...small, head: { kind: 'regression', targets: 2 } }).code).toBe(
    'SWEEPSTAKE_GRAPH_HEAD_SHAPE',
  );
  checkNetwork({ ...small, head: { kind: 'regression', targets: 3 } });
});

test('a head of classes per position looks at the last axis', () => {
  const head = { kind: 'class-per-position', classes: 3, labelSmoothing: 0.1, padding: 0 } as const;
  checkNetwork({ ...small, head });
  expect(problem({ ...small, head: { ...head, classes: 4 } }).message).toContain('needs [4]');
  expect(problem({ ...small, head: { ...head, labelSmoothing: 2 } }).message).toContain('0..1');
});

test.each<[string, Network, string]>([
  ['no layers', { ...small, layers: [] }, 'EMPTY'],
  ['a repeated layer', { ...small, layers: [flatten, flatten, fc1, relu, fc2] }, 'DUPLICATE_NAME'],
  ['an input that comes later', { ...small, layers: [fc1, flatten, relu, fc2] }, 'UNKNOWN_INPUT'],
  [
    'a layer named input',
    { ...small, layers: [{ ...flatten, name: 'input' }, fc1, relu, fc2] },
    'RESERVED_NAME',
  ],
  [
    'a repeated parameter',
    {
      ...small,
      layers: [flatten, fc1, relu, { ...fc2, weight: { ...fc2.weight, name: 'fc1.weight' } }],
    },
    'DUPLICATE_NAME',
  ],
  [
    'a parameter of another shape',
    {
      ...small,
      layers: [flatten, { ...fc1, weight: { ...fc1.weight, shape: [12, 5] } }, relu, fc2],
    },
    'PARAMETER_SHAPE',
  ],
  [
    'a bias as a weight',
    { ...small, layers: [flatten, { ...fc1, weight: { ...fc1.weight, role: 'bias' } }, relu, fc2] },
    'ROLE',
  ],
  ['a size of half', { ...small, input: [1, 3, 0.5] }, 'SHAPE'],
  [
    'a standard deviation below 0',
    {
      ...small,
      layers: [
        flatten,
        { ...fc1, weight: { ...fc1.weight, initialiser: { kind: 'normal', std: -1 } } },
        relu,
        fc2,
      ],
    },
    'NUMBER',
  ],
])('%s is refused', (_, network, code) => {
  expect(problem(network).code).toBe(`SWEEPSTAKE_GRAPH_${code}`);
});

test('an unknown input lists what could be read', () => {
  const lost: Layer = { ...relu, inputs: ['fc9'] };
  expect(problem({ ...small, layers: [flatten, fc1, lost, fc2] }).message).toBe(
    "layer relu1: reads 'fc9', which is neither the input nor an earlier layer; " +
      'it can read input, flatten, fc1',
  );
});

test('Glorot scales each normal by the square root of 2 / (fan in + fan out)', () => {
  const weights = initialise(small, () => {
    let next = 0;
    return () => next++;
  });
  const std = Math.sqrt(2 / 17);
  expect([...weights.keys()]).toEqual(parametersOf(small).map(({ name }) => name));
  expect(weights.get('fc1.weight')).toEqual(Float32Array.from({ length: 60 }, (_, i) => std * i));
  expect(weights.get('fc2.weight')![14]).toBe(Math.fround(0.5 * 14));
  expect(weights.get('fc1.bias')).toEqual(new Float32Array(5));
});

test('plain normals take their standard deviation, constants draw nothing, each parameter has a sampler', () => {
  const asked: string[] = [];
  const layer: DenseLayer = {
    ...dense('fc1', 'input', 2, 2, 'output'),
    weight: {
      name: 'w',
      shape: [2, 2],
      role: 'output',
      initialiser: { kind: 'normal', std: 0.5 },
    },
    bias: { name: 'b', shape: [2], role: 'bias', initialiser: { kind: 'constant', value: 0.25 } },
  };
  const network: Network = {
    name: 'n',
    input: [2],
    layers: [layer],
    head: { kind: 'regression', targets: 2 },
  };
  const weights = initialise(network, (name) => {
    asked.push(name);
    return () => 3;
  });
  expect(asked).toEqual(['w']);
  expect([...weights.get('w')!]).toEqual([1.5, 1.5, 1.5, 1.5]);
  expect([...weights.get('b')!]).toEqual([0.25, 0.25]);
});

test('with one standard deviation every weight is drawn with it, and what is constant stays so', () => {
  const wide = withInitialStd(small, 0.25);
  const weights = initialise(wide, () => () => 3);
  expect(weights.get('fc1.weight')).toEqual(new Float32Array(60).fill(0.75));
  expect(weights.get('fc2.weight')).toEqual(new Float32Array(15).fill(0.75));
  expect(weights.get('fc1.bias')).toEqual(new Float32Array(5));
  const stds = (network: Network) =>
    parametersOf(network).map(({ initialiser }) => initialStd(initialiser));
  expect(stds(wide)).toEqual([0.25, 0, 0.25, 0]);
  expect(stds(small)).toEqual([Math.sqrt(2 / 17), 0, 0.5, 0]);
  checkNetwork(wide);
});

test('the description lists layers, shapes and weights', () => {
  expect(describeNetwork(small).split('\n')).toEqual([
    'small: input [1, 3, 4], class head',
    'layer    kind     reads    output  weight   role    weights',
    'flatten  flatten  input    [12]',
    'fc1      dense    flatten  [5]     [5, 12]  hidden       60',
    'relu1    relu     fc1      [5]',
    'fc2      dense    relu1    [3]     [3, 5]   output       15',
    '75 weights, 83 parameters with biases',
  ]);
});
