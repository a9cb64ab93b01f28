import { expect, test } from 'vitest';
import {
  checkNetwork,
  countParameters,
  countWeights,
  describeNetwork,
  initialise,
  macsOf,
  parametersOf,
  positionsOf,
  prunableParameters,
  shapesOf,
  statisticsOf,
} from './index.ts';
import type {
  ConvolutionLayer,
  DenseLayer,
  Layer,
  Network,
  NormLayer,
  PoolLayer,
} from './index.ts';

const constant = (value: number) => ({ kind: 'constant', value }) as const;

const convolution = (
  name: string,
  from: string,
  channels: number,
  out: number,
  given: Partial<ConvolutionLayer> = {},
): ConvolutionLayer => {
  const kernel = given.kernel ?? [3, 3];
  return {
    kind: 'convolution',
    name,
    inputs: [from],
    in: channels,
    out,
    kernel,
    stride: 1,
    padding: 1,
    weight: {
      name: `${name}.weight`,
      shape: [out, channels, ...kernel],
      role: 'convolution',
      initialiser: { kind: 'normal', std: 1 },
    },
    bias: null,
    ...given,
  };
};

const norm = (name: string, from: string, features: number): NormLayer => ({
  kind: 'norm',
  name,
  inputs: [from],
  features,
  epsilon: 1e-5,
  momentum: 0.1,
  scale: { name: `${name}.weight`, shape: [features], role: 'norm', initialiser: constant(1) },
  shift: { name: `${name}.bias`, shape: [features], role: 'norm', initialiser: constant(0) },
});

const pool = (name: string, from: string, size: number): PoolLayer => ({
  kind: 'max-pool',
  name,
  inputs: [from],
  size,
});

const fc: DenseLayer = {
  kind: 'dense',
  name: 'fc',
  inputs: ['mean'],
  in: 4,
  out: 2,
  weight: {
    name: 'fc.weight',
    shape: [2, 4],
    role: 'output',
    initialiser: { kind: 'normal', std: 1 },
  },
  bias: { name: 'fc.bias', shape: [2], role: 'bias', initialiser: constant(0) },
};

const conv: ConvolutionLayer = convolution('conv', 'input', 3, 4, {
  bias: { name: 'conv.bias', shape: [4], role: 'bias', initialiser: constant(0) },
});
const down = convolution('down', 'pool', 4, 4, { kernel: [1, 1], stride: 2, padding: 0 });
const shortcut: ConvolutionLayer = { ...down, weight: { ...down.weight, role: 'shortcut' } };
const main = convolution('main', 'drop', 4, 4, { stride: 2 });
const bn = norm('bn', 'main', 4);
const drop: Layer = { kind: 'dropout', name: 'drop', inputs: ['pool'], rate: 0.5 };
const sum: Layer = { kind: 'add', name: 'sum', inputs: ['bn', 'down'] };
const mean: Layer = { kind: 'global-average-pool', name: 'mean', inputs: ['sum'] };

/** A residual block behind a stem, on images of 11 x 8. */
const residual: Network = {
  name: 'residual',
  input: [3, 11, 8],
  layers: [conv, pool('pool', 'conv', 2), drop, main, bn, shortcut, sum, mean, fc],
  head: { kind: 'class', classes: 2 },
};

const changed = (...layers: Layer[]): Network => ({
  ...residual,
  layers: residual.layers.map((old) => layers.find(({ name }) => name === old.name) ?? old),
});

const problem = (action: () => unknown): { code: string; message: string } => {
  try {
    action();
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('nothing was thrown');
};

test('shapes follow convolutions, pools, norms and sums', () => {
  checkNetwork(residual);
  expect([...shapesOf(residual)]).toEqual([
    ['input', [3, 11, 8]],
    ['conv', [4, 11, 8]],
    ['pool', [4, 5, 4]],
    ['drop', [4, 5, 4]],
    ['main', [4, 3, 2]],
    ['bn', [4, 3, 2]],
    ['down', [4, 3, 2]],
    ['sum', [4, 3, 2]],
    ['mean', [4]],
    ['fc', [2]],
  ]);
});

/** Places of a window, by walking it over the padded side. */
function places(side: number, window: number, stride: number, padding: number): number {
  let count = 0;
  for (let at = -padding; at + window <= side + padding; at += stride) count++;
  return count;
}

test('a convolution has one output per place of its window, a pool one per full window', () => {
  for (const window of [1, 2, 3, 5]) {
    for (const stride of [1, 2, 3]) {
      for (const padding of [0, 1, 2]) {
        const kernel = [window, 1] as const;
        const layer = convolution('conv', 'input', 3, 4, { kernel, stride, padding });
        for (const side of [5, 6, 7, 32]) {
          const network = { ...residual, input: [3, side, 9], layers: [layer] };
          expect(shapesOf(network).get('conv'), `${window} ${stride} ${padding} ${side}`).toEqual([
            4,
            places(side, window, stride, padding),
            places(9, 1, stride, padding),
          ]);
        }
      }
    }
    const layers = [pool('pool', 'input', window)];
    const network = { ...residual, input: [3, 7, 9], layers };
    expect(shapesOf(network).get('pool')).toEqual([
      3,
      places(7, window, window, 0),
      places(9, window, window, 0),
    ]);
  }
});

test('a norm layer also takes features without an image', () => {
  const layers = [norm('bn', 'input', 5)];
  const network: Network = {
    ...residual,
    input: [5],
    layers,
    head: { kind: 'regression', targets: 5 },
  };
  checkNetwork(network);
  expect(shapesOf(network).get('bn')).toEqual([5]);
});

test('a value that nothing reads and a value read twice are fine', () => {
  const unread: Layer = { kind: 'relu', name: 'unread', inputs: ['conv'] };
  checkNetwork({ ...residual, layers: [conv, unread, ...residual.layers.slice(1)] });
  checkNetwork(changed({ kind: 'add', name: 'sum', inputs: ['bn', 'bn'] }));
});

test('convolution parameters come weight before bias and norms scale before shift', () => {
  expect(parametersOf(residual).map(({ name }) => name)).toEqual([
    'conv.weight',
    'conv.bias',
    'main.weight',
    'bn.weight',
    'bn.bias',
    'down.weight',
    'fc.weight',
    'fc.bias',
  ]);
  expect(prunableParameters(residual).map(({ name }) => name)).toEqual([
    'conv.weight',
    'main.weight',
    'down.weight',
    'fc.weight',
  ]);
  expect(countWeights(residual)).toBe(108 + 144 + 16 + 8);
  expect(countParameters(residual)).toBe(108 + 4 + 144 + 8 + 16 + 8 + 2);
});

test('running statistics start at mean 0 and variance 1', () => {
  expect(statisticsOf(residual)).toEqual([
    { name: 'bn.running_mean', features: 4, start: 0 },
    { name: 'bn.running_var', features: 4, start: 1 },
  ]);
});

test('norms start at scale 1 and shift 0 without drawing', () => {
  const asked: string[] = [];
  const weights = initialise(residual, (name) => {
    asked.push(name);
    return () => 2;
  });
  expect(asked).toEqual(['conv.weight', 'main.weight', 'down.weight', 'fc.weight']);
  expect([...weights.get('bn.weight')!]).toEqual([1, 1, 1, 1]);
  expect([...weights.get('bn.bias')!]).toEqual([0, 0, 0, 0]);
  expect(weights.get('main.weight')).toEqual(new Float32Array(144).fill(2));
});

test('every weight of a convolution is used once per output position', () => {
  expect([...positionsOf(residual)]).toEqual([
    ['conv.weight', 88],
    ['main.weight', 6],
    ['down.weight', 6],
    ['fc.weight', 1],
  ]);
  expect([...macsOf(residual)]).toEqual([
    ['conv.weight', 108 * 88],
    ['main.weight', 144 * 6],
    ['down.weight', 16 * 6],
    ['fc.weight', 8],
  ]);
});

test.each<[string, Network, string]>([
  [
    'other channels',
    changed(convolution('main', 'drop', 5, 4, { stride: 2 })),
    "layer main: takes [5, height, width], but 'drop' gives [4, 5, 4]; change one of the numbers of channels",
  ],
  [
    'a convolution of features',
    { ...residual, input: [9] },
    "layer conv: takes [3, height, width], but 'input' gives [9]; put it before the image is flattened",
  ],
  [
    'a window larger than the padded image',
    changed(convolution('main', 'drop', 4, 4, { kernel: [3, 7] })),
    "layer main: a window of [3, 7] does not fit into 'drop' of [4, 5, 4] with padding 1; make the window smaller or the image larger",
  ],
  [
    'a pool larger than the image',
    changed(pool('pool', 'conv', 9)),
    "layer pool: a window of [9, 9] does not fit into 'conv' of [4, 11, 8] with padding 0; make the window smaller or the image larger",
  ],
  [
    'other norm features',
    changed(norm('bn', 'main', 8)),
    "layer bn: takes [8, height, width], but 'main' gives [4, 3, 2]; change one of the numbers of channels",
  ],
  [
    'a sum of two shapes',
    changed({ ...sum, inputs: ['bn', 'drop'] } as Layer),
    "layer sum: adds values of one shape, but 'bn' gives [4, 3, 2] and 'drop' [4, 5, 4]; bring one of them to the other's shape",
  ],
])('%s: the layer and the shapes are named', (_, network, message) => {
  const thrown = problem(() => checkNetwork(network));
  expect(thrown.message).toBe(message);
  expect(thrown.code).toBe('SWEEPSTAKE_GRAPH_INPUT_SHAPE');
});

test('pools and norms of features without an image say what they take', () => {
  const on = (layer: Layer) =>
    problem(() => shapesOf({ ...residual, input: [9], layers: [layer] }));
  expect(on(pool('p', 'input', 2)).message).toContain('layer p: takes [channels, height, width]');
  expect(on({ ...mean, inputs: ['input'] } as Layer).message).toContain('gives [9]');
  expect(on(norm('bn', 'input', 4)).message).toContain(
    "layer bn: takes [4], but 'input' gives [9]",
  );
});

test('a second input that is not there is named', () => {
  const lost: Layer = { kind: 'add', name: 'sum', inputs: ['bn', 'fc'] };
  const { code, message } = problem(() => checkNetwork(changed(lost)));
  expect(code).toBe('SWEEPSTAKE_GRAPH_UNKNOWN_INPUT');
  expect(message).toContain("layer sum: reads 'fc'");
});

test.each<[string, Layer, string]>([
  ['stride 0', { ...main, stride: 0 }, 'NUMBER'],
  ['stride of a half', { ...main, stride: 1.5 }, 'NUMBER'],
  ['padding below 0', { ...main, padding: -1 }, 'NUMBER'],
  ['a kernel of 0', { ...main, kernel: [3, 0] }, 'SHAPE'],
  ['another kernel than the weight', { ...main, kernel: [3, 1] }, 'PARAMETER_SHAPE'],
  ['a hidden convolution', { ...main, weight: { ...main.weight, role: 'hidden' } }, 'ROLE'],
  ['a dense shortcut', { ...fc, weight: { ...fc.weight, role: 'shortcut' } }, 'ROLE'],
  ['a bias as a norm', { ...conv, bias: { ...conv.bias!, role: 'norm' } }, 'ROLE'],
  ['a bias per weight', { ...conv, bias: { ...conv.bias!, shape: [3] } }, 'PARAMETER_SHAPE'],
  ['epsilon 0', { ...bn, epsilon: 0 }, 'NUMBER'],
  ['momentum above 1', { ...bn, momentum: 1.1 }, 'NUMBER'],
  ['no momentum', { ...bn, momentum: Number.NaN }, 'NUMBER'],
  ['a scale as a bias', { ...bn, scale: { ...bn.scale, role: 'bias' } }, 'ROLE'],
  ['a shift of another size', { ...bn, shift: { ...bn.shift, shape: [3] } }, 'PARAMETER_SHAPE'],
  ['a pool of size 0', pool('pool', 'conv', 0), 'NUMBER'],
  ['dropout of everything', { ...drop, rate: 1 } as Layer, 'NUMBER'],
  ['dropout below 0', { ...drop, rate: -0.1 } as Layer, 'NUMBER'],
  ['a sum of one value', { ...sum, inputs: ['bn'] } as unknown as Layer, 'INPUT_COUNT'],
  ['a norm of two values', { ...bn, inputs: ['main', 'drop'] } as unknown as Layer, 'INPUT_COUNT'],
  [
    'a parameter named as a statistic',
    { ...conv, weight: { ...conv.weight, name: 'bn.running_mean' } },
    'DUPLICATE_NAME',
  ],
])('%s is refused', (_, layer, code) => {
  const { code: thrown, message } = problem(() => checkNetwork(changed(layer)));
  expect(thrown).toBe(`SWEEPSTAKE_GRAPH_${code}`);
  if (code !== 'DUPLICATE_NAME') expect(message).toContain(`layer ${layer.name}`);
});

test('the description shows windows, sizes, rates and both inputs of a sum', () => {
  expect(describeNetwork(residual).split('\n')).toEqual([
    'residual: input [3, 11, 8], class head',
    'layer  kind                                  reads     output      weight        role         weights',
    'conv   convolution 3x3, stride 1, padding 1  input     [4, 11, 8]  [4, 3, 3, 3]  convolution      108',
    'pool   max-pool 2x2                          conv      [4, 5, 4]',
    'drop   dropout 0.5                           pool      [4, 5, 4]',
    'main   convolution 3x3, stride 2, padding 1  drop      [4, 3, 2]   [4, 4, 3, 3]  convolution      144',
    'bn     norm                                  main      [4, 3, 2]   [4]           norm',
    'down   convolution 1x1, stride 2, padding 0  pool      [4, 3, 2]   [4, 4, 1, 1]  shortcut          16',
    'sum    add                                   bn, down  [4, 3, 2]',
    'mean   global-average-pool                   sum       [4]',
    'fc     dense                                 mean      [2]         [2, 4]        output             8',
    '276 weights, 290 parameters with biases and norms',
  ]);
});
