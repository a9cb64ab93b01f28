import { readFileSync } from 'node:fs';
import { countParameters, countWeights, macsOf, parametersOf, shapesOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { expect, test } from 'vitest';
import {
  convN,
  MODELS,
  modelByName,
  modelNames,
  resnetCifar,
  vggCifar,
  weightsByRole,
} from './index.ts';

const problem = (name: string): { code: string; message: string } => {
  try {
    modelByName(name);
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('nothing was thrown');
};

const parameter = (network: Network, name: string) =>
  parametersOf(network).find((each) => each.name === name)!;

const kinds = (network: Network): string => network.layers.map(({ kind }) => kind).join(' ');

/** Arithmetic on figure 2 of the paper: weights of convolutions, shortcuts, hidden and output layers. */
test.each([
  ['lenet-300-100', 0, 0, 235_200 + 30_000, 1_000, 266_200],
  ['conv-2', 38_592, 0, 4_194_304 + 65_536, 2_560, 4_300_992],
  ['conv-4', 259_776, 0, 2_097_152 + 65_536, 2_560, 2_425_024],
  ['conv-6', 1_144_512, 0, 1_048_576 + 65_536, 2_560, 2_261_184],
  ['resnet-18', 267_696, 2_560, 0, 640, 270_896],
  ['vgg-19', 20_018_880, 0, 0, 5_120, 20_024_000],
])('%s has the weights of the paper', (name, convolution, shortcut, hidden, output, all) => {
  const network = modelByName(name);
  expect(weightsByRole(network)).toEqual({ convolution, shortcut, hidden, output });
  expect(countWeights(network)).toBe(all);
});

test('the table of weights in the README is what the networks have', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const count = (weights: number): string =>
    weights === 0 ? '' : String(weights).replace(/\B(?=(\d{3})+$)/g, ',');
  for (const name of modelNames) {
    const network = modelByName(name);
    const { convolution, shortcut, hidden, output } = weightsByRole(network);
    const counts = [convolution, shortcut, hidden, output, countWeights(network)].map(count);
    const cells = [`\`${name}\``, ...counts].map((cell) => (cell === '' ? ' ' : ` ${cell} `));
    expect(readme.split('\n')).toContain(`|${cells.join('|')}|`);
  }
});

test('VGG-11, 13 and 16 have the convolutions of the published ones', () => {
  // Parameters of torchvision's vgg11, vgg13 and vgg16 `features`, less one bias per channel.
  expect(weightsByRole(modelByName('vgg-11')).convolution).toBe(9_220_480 - 2_752);
  expect(weightsByRole(modelByName('vgg-13')).convolution).toBe(9_404_992 - 2_944);
  expect(weightsByRole(modelByName('vgg-16')).convolution).toBe(14_714_688 - 4_224);
});

test('residual networks of 20 and 56 layers have the known parameters, norms and biases included', () => {
  // 269,722 and 853,018 without convolutions as shortcuts; those and their norms add 2,752.
  expect(countParameters(modelByName('resnet-cifar-20'))).toBe(269_722 + 2_752);
  expect(countParameters(modelByName('resnet-cifar-56'))).toBe(853_018 + 2_752);
});

/** Six operations per multiply-add of a training step, in units of 10^9 at the paper's batch sizes. */
test.each([
  ['lenet-300-100', 60, 0.096],
  ['conv-2', 60, 15.8],
  ['conv-4', 60, 35.4],
  ['conv-6', 60, 55.4],
  ['resnet-18', 128, 31.3],
  ['vgg-19', 64, 152.9],
])('an iteration of %s at batch %i is %f GFLOP', (name, batch, expected) => {
  const macs = [...macsOf(modelByName(name)).values()].reduce((sum, n) => sum + n, 0);
  expect(Math.abs((6 * batch * macs) / 1e9 - expected)).toBeLessThan(
    name === 'lenet-300-100' ? 5e-4 : 0.05,
  );
});

test('the Resnet-18 of the paper is the residual network of 20 layers', () => {
  const resnet = modelByName('resnet-18');
  expect({ ...modelByName('resnet-cifar-20'), name: 'resnet-18' }).toEqual(resnet);
  expect(resnetCifar(20).name).toBe('resnet-cifar-20');
  const on = resnet.layers.filter(({ kind }) => kind === 'convolution' || kind === 'dense');
  expect(on.filter(({ name }) => !name.includes('down'))).toHaveLength(20);
});

test('stages of a residual network halve the image and add what they read', () => {
  const resnet = modelByName('resnet-18');
  const shapes = shapesOf(resnet);
  expect(shapes.get('stage1_block3.relu2')).toEqual([16, 32, 32]);
  expect(shapes.get('stage2_block1.down_bn')).toEqual([32, 16, 16]);
  expect(shapes.get('stage3_block3.relu2')).toEqual([64, 8, 8]);
  const reads = (name: string) => resnet.layers.find((layer) => layer.name === name)!.inputs;
  expect(reads('stage1_block1.add')).toEqual(['stage1_block1.bn2', 'relu']);
  expect(reads('stage1_block2.add')).toEqual(['stage1_block2.bn2', 'stage1_block1.relu2']);
  expect(reads('stage2_block1.add')).toEqual(['stage2_block1.bn2', 'stage2_block1.down_bn']);
  expect(reads('stage2_block1.down_conv')).toEqual(['stage1_block3.relu2']);
  expect(reads('stage2_block2.add')).toEqual(['stage2_block2.bn2', 'stage2_block1.relu2']);
});

test('Conv-2 is two convolutions, a pool and three dense layers with ReLU between them', () => {
  const conv = modelByName('conv-2');
  const once = 'convolution relu convolution relu max-pool';
  expect(kinds(conv)).toBe(`${once} flatten dense relu dense relu dense`);
  expect(shapesOf(conv).get('flatten')).toEqual([16_384]);
  expect(parameter(conv, 'conv2.bias')).toMatchObject({ shape: [64], role: 'bias' });
});

test('dropout follows the ReLU of both hidden dense layers', () => {
  const once = 'convolution relu convolution relu max-pool';
  const conv = modelByName('conv-2/dropout0.5');
  expect(kinds(conv)).toBe(`${once} flatten dense relu dropout dense relu dropout dense`);
  expect(conv.layers.filter(({ kind }) => kind === 'dropout')).toEqual([
    { kind: 'dropout', name: 'dropout1', inputs: ['fc1_relu'], rate: 0.5 },
    { kind: 'dropout', name: 'dropout2', inputs: ['fc2_relu'], rate: 0.5 },
  ]);
  expect(parametersOf(conv)).toEqual(parametersOf(modelByName('conv-2')));
});

test('VGG-19 pools after its first four groups and averages what is left', () => {
  const vgg = modelByName('vgg-19');
  expect(vgg.layers.filter(({ kind }) => kind === 'max-pool')).toHaveLength(4);
  expect(vgg.layers.filter(({ kind }) => kind === 'convolution')).toHaveLength(16);
  expect(shapesOf(vgg).get('relu16')).toEqual([512, 2, 2]);
  expect(vgg.layers.slice(-2).map(({ kind }) => kind)).toEqual(['global-average-pool', 'dense']);
});

test('fans of a convolution are window times channels; norms start at 1 and 0', () => {
  const conv2 = parameter(modelByName('conv-4'), 'conv3.weight');
  expect(conv2.initialiser).toEqual({ kind: 'glorot-normal', fanIn: 576, fanOut: 1152 });
  const resnet = modelByName('resnet-18');
  expect(parameter(resnet, 'stage2_block1.down_conv.weight')).toEqual({
    name: 'stage2_block1.down_conv.weight',
    shape: [32, 16, 1, 1],
    role: 'shortcut',
    initialiser: { kind: 'glorot-normal', fanIn: 16, fanOut: 32 },
  });
  expect(parameter(resnet, 'bn.weight').initialiser).toEqual({ kind: 'constant', value: 1 });
  expect(parameter(resnet, 'bn.bias').initialiser).toEqual({ kind: 'constant', value: 0 });
  expect(resnet.layers[1]).toMatchObject({ epsilon: 1e-5, momentum: 0.1 });
});

test('a factor narrows channels and hidden widths, not the input and the classes', () => {
  const conv = modelByName('conv-4/w0.25/dropout0.5');
  expect(conv.name).toBe('conv-4/w0.25/dropout0.5');
  const shape = (name: string) => parameter(conv, name).shape;
  expect(shape('conv1.weight')).toEqual([16, 3, 3, 3]);
  expect(shape('conv4.weight')).toEqual([32, 32, 3, 3]);
  expect(shape('fc1.weight')).toEqual([64, 32 * 8 * 8]);
  expect(shape('fc3.weight')).toEqual([10, 64]);
  const resnet = modelByName('resnet-18/w0.5');
  expect(parameter(resnet, 'fc.weight').shape).toEqual([10, 32]);
  expect(parameter(modelByName('resnet-cifar-8/w2'), 'conv.weight').shape).toEqual([32, 3, 3, 3]);
});

test.each([
  ['vgg-19/w0.1', [6, 13, 26, 51]],
  ['vgg-19/w0.0078', [1, 1, 2, 4]],
  ['vgg-19/w0.0001', [1, 1, 1, 1]],
  ['vgg-19/w0.1016', [7, 13, 26, 52]],
])('%s rounds channels half up to at least 1', (name, widths) => {
  const vgg = modelByName(name);
  const given = ['conv1', 'conv3', 'conv5', 'conv9'].map(
    (layer) => parameter(vgg, `${layer}.weight`).shape[0],
  );
  expect(given).toEqual(widths);
  expect(modelByName('conv-2/w0.0078').layers.at(-1)).toMatchObject({ in: 2, out: 10 });
});

test('functions of the zoo name their variants as modelByName does', () => {
  expect(convN(4, { width: 0.25, dropout: 0.5 })).toEqual(modelByName('conv-4/w0.25/dropout0.5'));
  expect(MODELS['resnet-18']({ width: 2 })).toEqual(modelByName('resnet-18/w2'));
  expect(vggCifar(11, { name: 'mine', width: 0.5 }).name).toBe('mine');
  expect(() => vggCifar(11, { width: -1 })).toThrow(
    'model vgg-11/w-1: width is -1, but a factor is above 0',
  );
});

test('a half is rounded up', () => {
  const stem = (name: string) => parameter(modelByName(name), 'conv.weight').shape[0];
  expect(stem('resnet-18/w0.09375')).toBe(2); // 1.5
  expect(stem('resnet-18/w0.15625')).toBe(3); // 2.5
  expect(stem('resnet-18/w0.156249')).toBe(2);
});

test.each([
  ['conv-4/dropout0.5/w0.25', 'conv-4/w0.25/dropout0.5'],
  ['conv-4/w0.250', 'conv-4/w0.25'],
  ['conv-4/w.25', 'conv-4/w0.25'],
  ['vgg-19/w1', 'vgg-19'],
  ['conv-2/dropout0', 'conv-2'],
  ['resnet-cifar-20/w02', 'resnet-cifar-20/w2'],
])('%s is answered with its one spelling', (name, canonical) => {
  const { code, message } = problem(name);
  expect(code).toBe('SWEEPSTAKE_MODELS_SPELLING');
  expect(message).toBe(`model ${name}: the name of this network is ${canonical}`);
  expect(modelByName(canonical).name).toBe(canonical);
});

test.each([
  ['vgg-19/dropout0.5', "'dropout0.5' cannot stand here: vgg-19 takes /w<factor>"],
  ['lenet-300-100/w0.5', "'w0.5' cannot stand here: lenet-300-100 takes no suffix"],
  ['mlp-4-3/w0.5', 'mlp-4-3 takes no suffix'],
  ['conv-4/', "'' cannot stand here: conv-4 takes /w<factor> and /dropout<rate>"],
  ['conv-4/narrow', "'narrow' cannot stand here"],
  ['conv-4/w0', 'a factor is above 0 and at most 100, with at most six decimals'],
  ['conv-4/w0.3333333', 'at most six decimals'],
  ['conv-4/w1000', 'at most 100'],
  ['conv-4/w1.2.3', "'w1.2.3' cannot stand here"],
  ['conv-4/dropout1', 'a rate is in 0..1 and below 1'],
  ['conv-4/w0.5/w0.5', 'there is a second /w'],
])('%s is refused for its suffix', (name, words) => {
  const { code, message } = problem(name);
  expect(code).toBe('SWEEPSTAKE_MODELS_SUFFIX');
  expect(message).toContain(`model ${name}: `);
  expect(message).toContain(words);
});

test.each([
  ['resnet-cifar-18', '14, 20'],
  ['resnet-cifar-2', '8'],
  ['resnet-cifar-1208', '1202'],
  ['resnet-cifar-999999999999999', '1202'],
])('%s is answered with the nearest depths', (name, depths) => {
  const { code, message } = problem(name);
  expect(code).toBe('SWEEPSTAKE_MODELS_DEPTH');
  expect(message).toContain(`it must be 6n + 2 in 8..1202; nearest valid depths: ${depths}`);
});

test.each([
  ['lenett', 'lenet-50-17'],
  ['conv4/w0.25', 'conv-4'],
  ['resnet-20', 'resnet-18'],
  ['vgg19', 'vgg-19'],
])('the nearest name of %s is of its family', (name, nearest) => {
  expect(problem(name).code).toBe('SWEEPSTAKE_MODELS_UNKNOWN_MODEL');
  expect(problem(name).message).toContain(`nearest valid names: ${nearest}, `);
});
