import { checkNetwork, countParameters, countWeights, parametersOf } from '@sweepstake/graph';
import { expect, test } from 'vitest';
import { editDistance, mlp, modelByName, modelNames, nearestNames } from './index.ts';

const problem = (action: () => unknown): { code: string; message: string } => {
  try {
    action();
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('nothing was thrown');
};

test('LeNet-300-100 has the weights that the paper counts', () => {
  const lenet = modelByName('lenet-300-100');
  expect(countWeights(lenet)).toBe(266_200);
  expect(countParameters(lenet)).toBe(266_610);
});

test('LeNet-300-100 names, shapes and roles are those of the paper and PyTorch', () => {
  const lenet = modelByName('lenet-300-100');
  expect(parametersOf(lenet).map(({ name, shape, role }) => [name, shape, role])).toEqual([
    ['fc1.weight', [300, 784], 'hidden'],
    ['fc1.bias', [300], 'bias'],
    ['fc2.weight', [100, 300], 'hidden'],
    ['fc2.bias', [100], 'bias'],
    ['fc3.weight', [10, 100], 'output'],
    ['fc3.bias', [10], 'bias'],
  ]);
  expect(parametersOf(lenet)[0]!.initialiser).toEqual({
    kind: 'glorot-normal',
    fanIn: 784,
    fanOut: 300,
  });
  expect(lenet.input).toEqual([1, 28, 28]);
  expect(lenet.layers.map(({ name }) => name)).toEqual([
    'flatten',
    'fc1',
    'relu1',
    'fc2',
    'relu2',
    'fc3',
  ]);
});

test('every name of the zoo gives a network of that name that fits together', () => {
  expect(modelNames).toEqual([
    'lenet-300-100',
    'conv-2',
    'conv-4',
    'conv-6',
    'resnet-18',
    'vgg-11',
    'vgg-13',
    'vgg-16',
    'vgg-19',
  ]);
  for (const name of modelNames) {
    const network = modelByName(name);
    checkNetwork(network);
    expect(network.name).toBe(name);
  }
});

test('mlp names spell out all sizes and lenet names the hidden ones', () => {
  const network = modelByName('mlp-784-50-17-10');
  expect(network.name).toBe('mlp-784-50-17-10');
  expect(countWeights(network)).toBe(784 * 50 + 50 * 17 + 17 * 10);
  expect(modelByName('lenet-50-17')).toEqual({ ...network, name: 'lenet-50-17' });
  expect(modelByName('mlp-4-3')).toEqual(mlp({ sizes: [4, 3] }));
});

test('inputs that are not images are not flattened', () => {
  const network = mlp({ name: 'toy', sizes: [4, 3, 2] });
  expect(network.input).toEqual([4]);
  expect(network.layers.map(({ kind }) => kind)).toEqual(['dense', 'relu', 'dense']);
  expect(mlp({ sizes: [12, 2], input: [3, 2, 2] }).layers[0]!.kind).toBe('flatten');
});

test('names of the zoo cannot be inherited from objects', () => {
  expect(problem(() => modelByName('constructor')).code).toBe('SWEEPSTAKE_MODELS_UNKNOWN_MODEL');
});

test.each([
  'conv-8',
  'lenet300',
  'mlp',
  'mlp-10',
  'mlp-784-0-10',
  'mlp-784--10',
  'mlp-784-1.5-10',
  'mlp-99999999999999999999-10',
  '',
])("'%s' is an unknown model", (name) => {
  expect(problem(() => modelByName(name)).code).toBe('SWEEPSTAKE_MODELS_UNKNOWN_MODEL');
});

test('an unknown model is answered with the nearest valid names', () => {
  expect(problem(() => modelByName('lenet-300-10O')).message).toMatch(
    /^unknown model 'lenet-300-10O'; nearest valid names: lenet-300-100, /,
  );
});

test('sizes that make no network are refused', () => {
  expect(problem(() => mlp({ sizes: [784] })).message).toContain('inputs and classes are needed');
  expect(problem(() => mlp({ sizes: [4, -1, 2] })).message).toContain('4--1-2');
  expect(problem(() => mlp({ sizes: [5, 2], input: [2, 2] })).message).toContain(
    'one example of [2, 2] has 4 entries',
  );
});

test.each([
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['same', 'same', 0],
  ['flaw', 'lawn', 2],
])('the edit distance of %s and %s is %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

test('nearest names come nearest first and keep the given order among equals', () => {
  expect(nearestNames('conv-3', ['vgg-19', 'conv-4', 'conv-2', 'conv-6'])).toEqual([
    'conv-4',
    'conv-2',
    'conv-6',
  ]);
});
