import { parametersOf, statisticsOf } from '@sweepstake/graph';
import { expect, test } from 'vitest';
import { conv, networkOfFamily, resnet, vgg } from './index.ts';

const problem = (action: () => unknown): { code: string; message: string } => {
  try {
    action();
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('nothing was thrown');
};

const shapes = (description: unknown): Record<string, readonly number[]> =>
  Object.fromEntries(parametersOf(networkOfFamily(description)).map((p) => [p.name, p.shape]));

const norm = (name: string, features: number) => ({
  [`${name}.weight`]: [features],
  [`${name}.bias`]: [features],
});

// Names and shapes as PyTorch recorded them: `init.*` of test/fixtures/*-slim.*.safetensors.
test('a conv family has the parameters that PyTorch recorded', () => {
  const description = {
    family: 'conv',
    stages: [
      [8, 8],
      [16, 16],
    ],
    fc: [32, 32, 10],
  };
  expect(shapes(description)).toEqual({
    'conv1.weight': [8, 3, 3, 3],
    'conv1.bias': [8],
    'conv2.weight': [8, 8, 3, 3],
    'conv2.bias': [8],
    'conv3.weight': [16, 8, 3, 3],
    'conv3.bias': [16],
    'conv4.weight': [16, 16, 3, 3],
    'conv4.bias': [16],
    'fc1.weight': [32, 1024],
    'fc1.bias': [32],
    'fc2.weight': [32, 32],
    'fc2.bias': [32],
    'fc3.weight': [10, 32],
    'fc3.bias': [10],
  });
  expect(networkOfFamily(description).name).toBe('conv(8,8;16,16;32,32,10)');
});

test('a resnet family has the parameters that PyTorch recorded', () => {
  const description = { family: 'resnet', widths: [4, 8, 16], blocks: 2, classes: 10 };
  expect(shapes(description)).toEqual({
    'conv.weight': [4, 3, 3, 3],
    ...norm('bn', 4),
    'stage1_block1.conv1.weight': [4, 4, 3, 3],
    ...norm('stage1_block1.bn1', 4),
    'stage1_block1.conv2.weight': [4, 4, 3, 3],
    ...norm('stage1_block1.bn2', 4),
    'stage1_block2.conv1.weight': [4, 4, 3, 3],
    ...norm('stage1_block2.bn1', 4),
    'stage1_block2.conv2.weight': [4, 4, 3, 3],
    ...norm('stage1_block2.bn2', 4),
    'stage2_block1.conv1.weight': [8, 4, 3, 3],
    ...norm('stage2_block1.bn1', 8),
    'stage2_block1.conv2.weight': [8, 8, 3, 3],
    ...norm('stage2_block1.bn2', 8),
    'stage2_block1.down_conv.weight': [8, 4, 1, 1],
    ...norm('stage2_block1.down_bn', 8),
    'stage2_block2.conv1.weight': [8, 8, 3, 3],
    ...norm('stage2_block2.bn1', 8),
    'stage2_block2.conv2.weight': [8, 8, 3, 3],
    ...norm('stage2_block2.bn2', 8),
    'stage3_block1.conv1.weight': [16, 8, 3, 3],
    ...norm('stage3_block1.bn1', 16),
    'stage3_block1.conv2.weight': [16, 16, 3, 3],
    ...norm('stage3_block1.bn2', 16),
    'stage3_block1.down_conv.weight': [16, 8, 1, 1],
    ...norm('stage3_block1.down_bn', 16),
    'stage3_block2.conv1.weight': [16, 16, 3, 3],
    ...norm('stage3_block2.bn1', 16),
    'stage3_block2.conv2.weight': [16, 16, 3, 3],
    ...norm('stage3_block2.bn2', 16),
    'fc.weight': [10, 16],
    'fc.bias': [10],
  });
  const statistics = statisticsOf(networkOfFamily(description));
  expect(statistics.slice(0, 2).map(({ name }) => name)).toEqual([
    'bn.running_mean',
    'bn.running_var',
  ]);
  expect(statistics).toHaveLength(2 * 15);
});

test('a vgg family has the parameters that PyTorch recorded', () => {
  const layers = [8, 8, 'M', 16, 16, 'M', 32, 32];
  expect(shapes({ family: 'vgg', layers, classes: 10 })).toEqual({
    'conv1.weight': [8, 3, 3, 3],
    ...norm('bn1', 8),
    'conv2.weight': [8, 8, 3, 3],
    ...norm('bn2', 8),
    'conv3.weight': [16, 8, 3, 3],
    ...norm('bn3', 16),
    'conv4.weight': [16, 16, 3, 3],
    ...norm('bn4', 16),
    'conv5.weight': [32, 16, 3, 3],
    ...norm('bn5', 32),
    'conv6.weight': [32, 32, 3, 3],
    ...norm('bn6', 32),
    'fc.weight': [10, 32],
    'fc.bias': [10],
  });
});

test.each<[unknown, string]>([
  [null, 'the description is null; it must be an object with a family'],
  [[1], 'the description is [1]; it must be an object with a family'],
  [{}, 'family is missing; it must be conv or resnet or vgg'],
  [{ family: 'toString' }, 'family is "toString"; it must be conv or resnet or vgg'],
  [{ family: 'conv', fc: [10] }, 'stages of conv is missing'],
  [
    { family: 'conv', stages: [8, 8], fc: [10] },
    'stages of conv is [8,8]; it must be a list of lists',
  ],
  [{ family: 'conv', stages: [[8]], fc: [] }, 'fc of conv is []; it must be a list'],
  [{ family: 'resnet', widths: [4], blocks: 1.5, classes: 2 }, 'blocks of resnet is 1.5'],
  [{ family: 'resnet', widths: '4', blocks: 1, classes: 2 }, 'widths of resnet is "4"'],
  [{ family: 'vgg', layers: [8, 'm'], classes: 2 }, 'layers of vgg is [8,"m"]'],
  [{ family: 'vgg', layers: [8], classes: 0 }, 'classes of vgg is 0; it must be a whole number'],
  [
    { family: 'vgg', layers: [8], classes: 2, blocks: 1 },
    'blocks of vgg is 1; it must be left out; vgg has layers, classes',
  ],
])('%j is refused', (description, words) => {
  const { code, message } = problem(() => networkOfFamily(description));
  expect(code).toBe('SWEEPSTAKE_MODELS_FAMILY');
  expect(message).toContain(`network description: ${words}`);
});

test('an image that is too small for the pools is refused with the layer and both shapes', () => {
  const layers = [4, 'M', 4, 'M'] as const;
  const { code, message } = problem(() => vgg({ name: 'v', layers, input: [3, 2, 2] }));
  expect(code).toBe('SWEEPSTAKE_GRAPH_INPUT_SHAPE');
  expect(message).toContain(
    "layer pool2: a window of [2, 2] does not fit into 'relu2' of [4, 1, 1]",
  );
});

test('odd images and other channels and classes make networks', () => {
  const input = [1, 9, 7];
  expect(conv({ stages: [[3], [5]], fc: [], input, classes: 2 }).layers.at(-1)).toMatchObject({
    in: 5 * 2 * 1,
    out: 2,
  });
  const small = resnet({ widths: [3, 5], blocks: 1, input, classes: 4 });
  expect(small.head).toEqual({ kind: 'class', classes: 4 });
  expect(vgg({ layers: [5, 'M'], input, classes: 2 }).name).toBe('vgg(5,M;2)');
});

test.each<[() => unknown, string]>([
  [() => conv({ name: 'c', stages: [], fc: [4] }), 'model c: stages is empty, but at least 1'],
  [() => conv({ name: 'c', stages: [[4], []], fc: [4] }), 'model c: a stage is empty'],
  [() => conv({ name: 'c', stages: [[4]], fc: [0] }), 'model c: fc is 0, but every one'],
  [
    () => conv({ name: 'c', stages: [[4]], fc: [4], dropout: 1 }),
    'dropout is 1, but it must be in',
  ],
  [() => resnet({ name: 'r', widths: [], blocks: 1 }), 'model r: widths is empty'],
  [() => resnet({ name: 'r', widths: [4], blocks: 0 }), 'model r: blocks is 0'],
  [() => vgg({ name: 'v', layers: ['M'] }), 'model v: layers is empty'],
  [() => vgg({ name: 'v', layers: [4], classes: -1 }), 'model v: classes is -1'],
  [() => vgg({ name: 'v', layers: [4], input: [784] }), 'model v: input is 784, but 3 of them'],
])('options that make no network are refused: %#', (action, words) => {
  const { code, message } = problem(action);
  expect(code).toBe('SWEEPSTAKE_MODELS_OPTION');
  expect(message).toContain(words);
});
