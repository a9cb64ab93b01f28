import { elements } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { reference } from '@sweepstake/training/reference';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { fromLayersModel, setWeights, weightsOf } from './index.ts';
import type { LayersModel } from './index.ts';
import { channelsFirst, channelsLast } from '../images.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const { layers } = tf;
const BATCH = 4;
type Symbol = tf.SymbolicTensor;

const through = (...of: tf.layers.Layer[]): LayersModel => tf.sequential({ layers: of });

/** A model of one input of this shape. */
function functional(shape: number[], build: (input: Symbol) => Symbol): LayersModel {
  const input = tf.input({ shape });
  return tf.model({ inputs: input, outputs: build(input) });
}

const image = { inputShape: [7, 6, 2] };

/** Layers that can be translated, in models that somebody could have built. */
const MODELS: Record<string, () => LayersModel> = {
  'dense layers with ReLUs inside': () =>
    through(
      layers.dense({ units: 5, inputShape: [4], activation: 'relu' }),
      layers.dense({ units: 4, useBias: false, activation: 'linear' }),
      layers.reLU(),
      layers.dropout({ rate: 0.3 }),
      layers.dense({ units: 3 }),
    ),
  'dense rows behind a Flatten of channels-last images': () =>
    through(
      layers.conv2d({ ...image, filters: 3, kernelSize: [3, 2], activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.activation({ activation: 'relu' }),
      layers.dense({ units: 4, activation: 'relu' }),
      layers.dense({ units: 3 }),
    ),
  'normalised and summed values behind a Flatten': () =>
    functional([3, 2, 2], (input) => {
      const flat = layers.flatten().apply(input) as Symbol;
      const normed = layers
        .batchNormalization({ epsilon: 0.01, momentum: 0.9 })
        .apply(flat) as Symbol;
      const sum = layers.add().apply([flat, layers.reLU().apply(normed) as Symbol]) as Symbol;
      return layers.dense({ units: 3 }).apply(sum) as Symbol;
    }),
  'a Reshape that flattens, and a Permute before one': () =>
    through(
      layers.conv2d({ ...image, filters: 3, kernelSize: 2 }),
      layers.permute({ dims: [3, 1, 2] }),
      layers.reshape({ targetShape: [-1] }),
      layers.reshape({ targetShape: [90] }),
      layers.dense({ units: 3 }),
    ),
  'padding same and ZeroPadding2D': () =>
    through(
      layers.conv2d({ ...image, filters: 3, kernelSize: 3, padding: 'same' }),
      layers.zeroPadding2d({ padding: 2 }),
      layers.conv2d({ filters: 2, kernelSize: 3, strides: 2 }),
      layers.averagePooling2d({ poolSize: [2, 2] }),
      layers.zeroPadding2d({
        padding: [
          [1, 1],
          [1, 1],
        ],
      }),
      layers.conv2d({ filters: 2, kernelSize: 3, padding: 'same' }),
      layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
      layers.dense({ units: 3 }),
    ),
  'padding same with stride 2 where it is equal on both sides': () =>
    through(
      layers.conv2d({
        inputShape: [7, 5, 2],
        filters: 3,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
      }),
      layers.maxPooling2d({ poolSize: 2, padding: 'valid' }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    ),
  'pools with padding same that needs none': () =>
    through(
      layers.maxPooling2d({ inputShape: [6, 4, 2], poolSize: 2, padding: 'same' }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    ),
  'a residual connection': () =>
    functional([6, 6, 2], (input) => {
      const main = layers
        .conv2d({ filters: 4, kernelSize: 3, padding: 'same', name: 'a' })
        .apply(input);
      const normed = layers.batchNormalization({ axis: 3 }).apply(main);
      const side = layers.conv2d({ filters: 4, kernelSize: 1, name: 'b' }).apply(input);
      const sum = layers.add().apply([normed as Symbol, side as Symbol]);
      const pooled = layers
        .globalAveragePooling2d({ dataFormat: 'channelsLast' })
        .apply(layers.reLU().apply(sum));
      return layers.dense({ units: 2 }).apply(pooled) as Symbol;
    }),
};

function drawWeights(model: LayersModel, stream: Stream): void {
  const tensors = weightsOf(model);
  for (const [name, tensor] of tensors)
    for (let i = 0; i < tensor.length; i++)
      tensor[i] = name.includes('variance') ? 0.5 + stream.uniform() : 0.5 * stream.normal();
  setWeights(tf, model, tensors);
}

test.each(Object.keys(MODELS))(
  '%s: the model and the network give the same values',
  async (name) => {
    const model = MODELS[name]!();
    const stream = new Stream(name);
    drawWeights(model, stream);
    const { network, weights, statistics, leftOut } = fromLayersModel(model);
    expect(leftOut).toEqual([]);
    const { input } = network;
    const inputs = Float32Array.from({ length: BATCH * elements(input) }, () => stream.normal());
    const shape = model.inputs[0]!.shape.slice(1) as number[];
    const x = tf.tensor(channelsLast(inputs, BATCH, input), [BATCH, ...shape]);
    const expected = Float32Array.from((model.predict(x) as tf.Tensor).dataSync());

    const options = { weights, optimizer: { kind: 'sgd', weightDecay: 0 }, batch: BATCH } as const;
    const session = await reference.open(network, { ...options, dropoutStream: () => 'unused' });
    session.importState({ weights, slots: new Map(), statistics, updates: 0, streams: new Map() });
    const examples = {
      count: BATCH,
      shape: input,
      inputs,
      scaling: { divisor: [1], offset: [0] },
      targets: new Uint8Array(BATCH),
    };
    const actual = session.predict({ examples, indices: Int32Array.of(0, 1, 2, 3) });
    const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    for (const [i, value] of expected.entries())
      expect(
        Math.abs(actual[i]! - value) / largest,
        `output ${i}: ${actual[i]} and ${value}`,
      ).toBeLessThan(1e-5);
  },
);

test('weights have the order of PyTorch', () => {
  const model = through(
    layers.conv2d({
      inputShape: [2, 2, 2],
      filters: 3,
      kernelSize: 2,
      padding: 'same',
      strides: 2,
      name: 'conv',
    }),
    layers.flatten(),
    layers.dense({ units: 2, name: 'fc' }),
  );
  const count = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => i);
  setWeights(
    tf,
    model,
    new Map([...weightsOf(model)].map(([name, { length }]) => [name, count(length)])),
  );
  const { weights, network } = fromLayersModel(model);
  // Kernel entry [row][column][in][out] holds ((row 2 + column) 2 + in) 3 + out.
  const expected = [0, 1, 2].flatMap((out) =>
    [0, 1].flatMap((given) => [0, 1, 2, 3].map((place) => (place * 2 + given) * 3 + out)),
  );
  expect([...weights.get('conv.weight')!]).toEqual(expected);
  expect([...weights.get('fc.weight')!]).toEqual([0, 2, 4, 1, 3, 5]);
  expect(network.layers.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'conv convolution',
    expect.stringMatching(/^flatten_\w+ flatten$/),
    'fc dense',
  ]);
});

test('an image that is flattened with channels last is the one that the network flattens', () => {
  const model = through(
    layers.flatten({ inputShape: [1, 2, 3] }),
    layers.dense({ name: 'fc', units: 1 }),
  );
  const kernel = Float32Array.of(0, 1, 2, 3, 4, 5);
  setWeights(
    tf,
    model,
    new Map([
      ['fc/kernel', kernel],
      ['fc/bias', new Float32Array(1)],
    ]),
  );
  const { weights } = fromLayersModel(model);
  expect(weights.get('fc.weight')).toEqual(channelsFirst(kernel, 1, [3, 1, 2]));
});

test('what networks do not have is said: a softmax, regularisers, frozen layers', () => {
  const kernelRegularizer = tf.regularizers.l2({ l2: 0.1 });
  const model = through(
    layers.dense({ name: 'fc1', units: 3, inputShape: [2], kernelRegularizer }),
    layers.dense({ name: 'fc2', units: 3, trainable: false }),
    layers.dense({ name: 'fc3', units: 3, activation: 'softmax' }),
  );
  expect(fromLayersModel(model).leftOut).toEqual([
    "layer 1 'fc1': its kernelRegularizer",
    "layer 2 'fc2': that it is frozen",
    "layer 3 'fc3': its softmax; the outputs are logits",
  ]);
  for (const last of [
    layers.softmax({ name: 's' }),
    layers.activation({ name: 's', activation: 'softmax' }),
  ])
    expect(
      fromLayersModel(through(layers.dense({ units: 2, inputShape: [2] }), last)).leftOut,
    ).toEqual(["layer 2 's': its softmax; the outputs are logits"]);
});
