import { isPrunable } from '@sweepstake/graph';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { modelParameters, setWeights, weightsOf } from './index.ts';
import type { LayersModel } from './index.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const codeOf = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return `${code}: ${message}`;
  }
  return 'nothing was thrown';
};

const rolesOf = (model: LayersModel): Record<string, string> =>
  Object.fromEntries(modelParameters(model).map(({ name, role }) => [name, role]));

function mixed(): tf.Sequential {
  const { layers } = tf;
  return tf.sequential({
    layers: [
      layers.conv2d({ name: 'conv', filters: 2, kernelSize: 3, inputShape: [6, 6, 1] }),
      layers.batchNormalization({ name: 'bn' }),
      layers.depthwiseConv2d({ name: 'deep', kernelSize: 2 }),
      layers.separableConv2d({ name: 'apart', filters: 3, kernelSize: 2, useBias: false }),
      layers.flatten({ name: 'flat' }),
      layers.dense({ name: 'fc1', units: 4, activation: 'relu' }),
      layers.dense({ name: 'fc2', units: 2 }),
      layers.activation({ name: 'end', activation: 'softmax' }),
    ],
  });
}

test('kernels can be pruned, biases and normalisations not, and the last dense layer is the output', () => {
  expect(rolesOf(mixed())).toEqual({
    'conv/kernel': 'convolution',
    'conv/bias': 'bias',
    'bn/gamma': 'norm',
    'bn/beta': 'norm',
    'deep/depthwise_kernel': 'convolution',
    'deep/bias': 'bias',
    'apart/depthwise_kernel': 'convolution',
    'apart/pointwise_kernel': 'convolution',
    'fc1/kernel': 'hidden',
    'fc1/bias': 'bias',
    'fc2/kernel': 'output',
    'fc2/bias': 'bias',
  });
});

test('recurrent kernels and embeddings can be pruned', () => {
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ name: 'words', inputDim: 5, outputDim: 3, inputLength: 4 }),
      tf.layers.bidirectional({
        name: 'both',
        mergeMode: 'concat',
        layer: tf.layers.lstm({ name: 'lstm', units: 2 }) as tf.RNN,
      }),
      tf.layers.dense({ name: 'out', units: 1, useBias: false }),
    ],
  });
  const prunable = modelParameters(model).filter(({ role }) => isPrunable(role));
  expect(prunable.map(({ name, shape, role }) => [name, shape, role])).toEqual([
    ['words/embeddings', [5, 3], 'hidden'],
    ['both/kernel', [3, 8], 'hidden'],
    ['both/recurrent_kernel', [2, 8], 'hidden'],
    ['both/kernel_1', [3, 8], 'hidden'],
    ['both/recurrent_kernel_1', [2, 8], 'hidden'],
    ['out/kernel', [4, 1], 'output'],
  ]);
});

test('a 1 x 1 convolution on a residual connection is a shortcut, one on the main way is not', () => {
  const { layers } = tf;
  const conv = (name: string, kernelSize: number, x: tf.SymbolicTensor): tf.SymbolicTensor =>
    layers.conv2d({ name, filters: 4, kernelSize, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  const add = (...of: tf.SymbolicTensor[]): tf.SymbolicTensor =>
    layers.add().apply(of) as tf.SymbolicTensor;
  const input = tf.input({ shape: [4, 4, 1] });
  const first = conv('first', 1, input);
  const main = conv('narrow', 1, conv('wide', 3, conv('into', 1, first)));
  const down = layers.batchNormalization({ name: 'bn' }).apply(conv('down', 1, first));
  const sum = add(main, down as tf.SymbolicTensor);
  const again = add(conv('only', 1, sum), sum);
  const roles = rolesOf(tf.model({ inputs: input, outputs: again }));
  const kernels = Object.entries(roles).filter(([name]) => name.endsWith('/kernel'));
  expect(Object.fromEntries(kernels)).toEqual({
    'first/kernel': 'convolution',
    'into/kernel': 'convolution',
    'wide/kernel': 'convolution',
    'narrow/kernel': 'convolution',
    'down/kernel': 'shortcut',
    'only/kernel': 'convolution',
  });
});

test('a shared layer and a model inside the model have their weights once, under unique names', () => {
  const inner = tf.sequential({
    name: 'inner',
    layers: [tf.layers.dense({ name: 'fc', units: 3, inputShape: [3], useBias: false })],
  });
  const fc = tf.layers.dense({ name: 'fc', units: 3, useBias: false });
  const input = tf.input({ shape: [3] });
  const twice = fc.apply(fc.apply(inner.apply(input))) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: inner.apply(twice) as tf.SymbolicTensor });
  expect([...weightsOf(model).keys()].sort()).toEqual(['fc/kernel', 'inner/fc/kernel']);
  expect(rolesOf(model)).toEqual({ 'fc/kernel': 'hidden', 'inner/fc/kernel': 'output' });
});

test('names, shapes and weights are the same in a model that is saved and loaded', async () => {
  const input = tf.input({ shape: [6, 6, 1] });
  const inner = mixed();
  const fc = tf.layers.dense({ units: 2 });
  const twice = fc.apply(fc.apply(inner.apply(input))) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: twice });
  const saved: tf.io.ModelArtifacts[] = [];
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved[0]!));
  expect(weightsOf(loaded)).toEqual(weightsOf(model));
  expect(modelParameters(loaded)).toEqual(modelParameters(model));
});

test('frozen layers keep their weights in the tensors and are not among the parameters', () => {
  const model = mixed();
  model.getLayer('conv').trainable = false;
  expect(rolesOf(model)).not.toHaveProperty('conv/kernel');
  expect(weightsOf(model).get('conv/kernel')).toHaveLength(18);
});

test('weights that are set are read again bit by bit, moving statistics included', () => {
  const model = mixed();
  const tensors = weightsOf(model);
  for (const [name, tensor] of tensors)
    tensors.set(
      name,
      tensor.map((_, i) => (i % 3 === 0 ? -0 : Math.fround(1 / (i + 0.7)))),
    );
  setWeights(tf, model, tensors);
  expect(weightsOf(model)).toEqual(tensors);
  expect(tensors.has('bn/moving_variance')).toBe(true);
});

test("a layer's constraint does not change weights that are set", () => {
  const kernelConstraint = tf.constraints.unitNorm({ axis: 0 });
  const model = tf.sequential({
    layers: [tf.layers.dense({ name: 'fc', units: 1, inputShape: [2], kernelConstraint })],
  });
  const tensors = new Map([
    ['fc/kernel', Float32Array.of(3, 4)],
    ['fc/bias', Float32Array.of(5)],
  ]);
  setWeights(tf, model, tensors);
  expect(weightsOf(model)).toEqual(tensors);
});

test('nothing is written where tensors do not fit, and the misfit is named', () => {
  const model = mixed();
  const before = weightsOf(model);
  const zeros = new Map([...before].map(([name, { length }]) => [name, new Float32Array(length)]));
  const without = new Map(zeros);
  without.delete('fc2/bias');
  const write = (tensors: Map<string, Float32Array>) => () => setWeights(tf, model, tensors);
  expect(codeOf(write(without))).toMatch(
    /^SWEEPSTAKE_TFJS_MODEL_WEIGHT: the tensors have no fc2\/bias/,
  );
  expect(codeOf(write(new Map(zeros).set('fc3/bias', new Float32Array(1))))).toMatch(
    /^SWEEPSTAKE_TFJS_MODEL_WEIGHT: model '.*' has no weight 'fc3\/bias'; it has conv\/kernel/,
  );
  expect(codeOf(write(new Map(zeros).set('fc2/bias', new Float32Array(3))))).toMatch(
    /^SWEEPSTAKE_TFJS_MODEL_LENGTH: fc2\/bias has 3 entries, not 2/,
  );
  expect(weightsOf(model)).toEqual(before);
});

test('weights of another dtype are refused by name', () => {
  class Counter extends tf.layers.Layer {
    override build(): void {
      this.addWeight('count', [2], 'int32', tf.initializers.zeros());
    }
    override call(inputs: tf.Tensor[]): tf.Tensor {
      return inputs[0]!;
    }
    static get className(): string {
      return 'Counter';
    }
  }
  const counter = new Counter({ name: 'counter' });
  const model = tf.sequential({
    layers: [tf.layers.dense({ name: 'fc', units: 1, inputShape: [2] }), counter],
  });
  expect(counter.weights[0]!.dtype).toBe('int32');
  expect(codeOf(() => weightsOf(model))).toMatch(
    /^SWEEPSTAKE_TFJS_MODEL_DTYPE: weight counter\/count is of dtype int32; only float32/,
  );
});

test('a model without layers is refused', () => {
  expect(codeOf(() => weightsOf(tf.sequential({ name: 'empty' })))).toMatch(
    /^SWEEPSTAKE_TFJS_MODEL_NOT_BUILT: model 'empty' has no layers/,
  );
});
