import {
  fullMasks,
  globalMagnitude,
  iterativePruning,
  layerwiseMagnitude,
  percentRemaining,
  ratesByRole,
  rewind,
} from '@sweepstake/lottery';
import type { Round } from '@sweepstake/lottery';
import { names, Stream } from '@sweepstake/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import {
  batchesOf,
  freshOptimizer,
  initialiseModel,
  modelParameters,
  trainer,
  weightsOf,
} from './index.ts';
import type { LayersModel } from './index.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function convnet(optimizer: string | tf.Optimizer = tf.train.adam(0.01)): tf.Sequential {
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.conv2d({ name: 'conv', filters: 3, kernelSize: 3, inputShape: [6, 6, 1] }),
      layers.batchNormalization({ name: 'bn' }),
      layers.reLU(),
      layers.flatten(),
      layers.dense({ name: 'fc1', units: 5, activation: 'relu' }),
      layers.dense({ name: 'fc2', units: 2 }),
    ],
  });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

/** Images that are brighter on one side, and the side. */
function sides(count: number): { x: tf.Tensor; y: tf.Tensor } {
  const stream = new Stream('sides');
  const y = new Float32Array(2 * count);
  const x = new Float32Array(36 * count);
  for (let e = 0; e < count; e++) {
    const side = stream.below(2);
    y[2 * e + side] = 1;
    for (let i = 0; i < 36; i++) {
      const bright = i % 6 < 3 === (side === 0);
      x[36 * e + i] = (bright ? 1 : 0) + 0.3 * stream.normal();
    }
  }
  return { x: tf.tensor(x, [count, 6, 6, 1]), y: tf.tensor(y, [count, 2]) };
}

const { x, y } = sides(40);
const order = (round: number) => (epoch: number) =>
  names.order({ seed: 0, trial: 0, round, epoch });
const trainerOf = (model: LayersModel) =>
  trainer(tf, model, (callback, round) =>
    model.fitDataset(batchesOf(tf, { x, y, batch: 10, order: order(round) }), {
      epochs: 3,
      verbose: 0,
      callbacks: callback,
    }),
  );

test('iterative pruning prunes, rewinds and retrains a model', async () => {
  const model = convnet();
  initialiseModel(tf, model, names.init({ seed: 0, trial: 0 }));
  const initial = weightsOf(model);
  const rates = ratesByRole(modelParameters(model), { convolution: 0.1, hidden: 0.2, output: 0.1 });
  const rounds: Round[] = [];
  const last = await iterativePruning({
    initial,
    masks: fullMasks(initial, rates.keys()),
    rounds: 2,
    train: trainerOf(model),
    prune: (final, masks) => layerwiseMagnitude(final, masks, rates),
    onRound: (round) => void rounds.push(round),
  });
  // 27, 240 and 10 weights: 24 and 192 and 9 after a round (2.7 and 0.1 x 10 rounded), 22, 154 and 8 after two.
  expect(rounds.map(({ masks }) => percentRemaining(masks))).toEqual([
    100,
    (100 * (24 + 192 + 9)) / 277,
    (100 * (22 + 154 + 8)) / 277,
  ]);
  for (const { start, final, masks, round } of rounds) {
    expect(start, `start of round ${round}`).toEqual(rewind(initial, masks));
    expect(final, `end of round ${round}`).toEqual(rewind(final, masks));
    expect(final.get('bn/moving_mean')).not.toEqual(initial.get('bn/moving_mean'));
  }
  expect(weightsOf(model)).toEqual(last.final);
});

test('global pruning takes the same weights from the model', async () => {
  const model = convnet();
  initialiseModel(tf, model, names.init({ seed: 0, trial: 1 }));
  const initial = weightsOf(model);
  const prunable = ['conv/kernel', 'fc1/kernel', 'fc2/kernel'];
  const last = await iterativePruning({
    initial,
    masks: fullMasks(initial, prunable),
    rounds: 1,
    train: trainerOf(model),
    prune: (final, masks) => globalMagnitude(final, masks, prunable, 0.5),
  });
  // Half of 277, rounded up, are removed.
  expect(percentRemaining(last.masks)).toBe((100 * 138) / 277);
  expect(last.final).toEqual(rewind(last.final, last.masks));
});

test('a rewound training begins with empty slots: the same start gives the same bits', async () => {
  const stream = names.init({ seed: 0, trial: 0 });
  const model = convnet();
  initialiseModel(tf, model, stream);
  const start = weightsOf(model);
  const masks = fullMasks(start, ['fc1/kernel']);
  masks.get('fc1/kernel')!.fill(0, 0, 100);
  const train = trainerOf(model);
  const first = await train(start, masks, 0);
  const second = await train(start, masks, 0);
  expect(second).toEqual(first);
  // And the bits of a model that was just built.
  const other = convnet();
  expect(await trainerOf(other)(start, masks, 0)).toEqual(first);
});

test('a fresh optimiser has the settings of the old one, which is gone', async () => {
  for (const make of [
    () => tf.train.sgd(0.25),
    () => tf.train.momentum(0.1, 0.75, true),
    () => tf.train.adam(0.1, 0.8, 0.99, 1e-6),
    () => tf.train.adamax(0.1, 0.8, 0.99, 1e-6, 0.1),
    () => tf.train.rmsprop(0.1, 0.8, 0.7, 1e-6, true),
    () => tf.train.adagrad(0.1, 0.2),
    () => tf.train.adadelta(0.1, 0.8, 1e-6),
  ]) {
    const old = make();
    const model = convnet(old);
    await model.fit(x, y, { epochs: 1, verbose: 0 });
    const settings = old.getConfig();
    const before = tf.memory().numTensors;
    const fresh = freshOptimizer(model);
    expect(fresh).not.toBe(old);
    expect(model.optimizer).toBe(fresh);
    expect(fresh.getClassName()).toBe(old.getClassName());
    expect(fresh.getConfig()).toEqual(settings);
    expect(tf.memory().numTensors, old.getClassName()).toBeLessThanOrEqual(before);
    await model.fit(x, y, { epochs: 1, verbose: 0 });
    // TensorFlow.js leaves the scalar -learningRate of a momentum optimiser behind.
    const left = old.getClassName() === 'Momentum' ? 1 : 0;
    expect(tf.memory().numTensors - before, old.getClassName()).toBe(left);
  }
});

test('an optimiser by its name is made anew as well', async () => {
  const model = convnet('rmsprop');
  freshOptimizer(model);
  expect(model.optimizer.getClassName()).toBe('RMSProp');
});

test('a training that does not hold the masks is found out', async () => {
  const model = convnet();
  const start = weightsOf(model);
  const masks = fullMasks(start, ['fc1/kernel']);
  masks.get('fc1/kernel')!.fill(0, 0, 200);
  const train = trainer(tf, model, () => model.fit(x, y, { verbose: 0 }));
  await expect(train(rewind(start, masks), masks, 0)).rejects.toThrow(
    /^weight \d+ of fc1\/kernel is removed and was trained; pass the callback to model.fit/,
  );
});

test('seed 0 is a seed: weights are a function of the name of the stream', () => {
  const models = [convnet(), convnet(), convnet()];
  const streams = [0, 0, 1].map((seed) => names.init({ seed, trial: 0 }));
  models.forEach((model, i) => initialiseModel(tf, model, streams[i]!));
  const [first, same, other] = models.map(weightsOf);
  expect(same).toEqual(first);
  expect(other!.get('fc1/kernel')).not.toEqual(first!.get('fc1/kernel'));
  // The first weight of fc1 [48, 5] by its own stream; 1 in scales and variances, 0 elsewhere.
  const std = Math.sqrt(2 / (48 + 5));
  const normals = new Stream('init(0,0):fc1/kernel');
  expect(first!.get('fc1/kernel')![0]).toBe(Math.fround(std * normals.normal()));
  // Fans of a convolution count the window.
  const conv = new Stream('init(0,0):conv/kernel');
  expect(first!.get('conv/kernel')![0]).toBe(Math.fround(Math.sqrt(2 / (9 + 27)) * conv.normal()));
  expect([...first!.get('bn/gamma')!, ...first!.get('bn/moving_variance')!]).toEqual(
    Array(6).fill(1),
  );
  expect([...first!.get('bn/beta')!, ...first!.get('bn/moving_mean')!]).toEqual(Array(6).fill(0));
  expect([...first!.get('fc1/bias')!]).toEqual(Array(5).fill(0));
});

test('a layer whose initial weights follow another rule is refused, and nothing is written', () => {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ name: 'fc', units: 2, inputShape: [3, 2] }),
      tf.layers.lstm({ name: 'lstm', units: 2 }),
    ],
  });
  const before = weightsOf(model);
  expect(() => initialiseModel(tf, model, 'init(0,0)')).toThrow(
    "layer 2 'lstm' of type LSTM: there is no rule to draw its weight kernel",
  );
  expect(weightsOf(model)).toEqual(before);
});

test('batches follow the streams, drop the rest, and leave no tensors', async () => {
  const inputs = tf.tensor1d(Array.from({ length: 10 }, (_, i) => i));
  const targets = tf.tensor1d(Array.from({ length: 10 }, (_, i) => 2 * i));
  const dataset = batchesOf(tf, { x: inputs, y: targets, batch: 4, order: order(3) });
  const before = tf.memory().numTensors;
  for (const epoch of [0, 1]) {
    const seen: number[] = [];
    await dataset.forEachAsync((value) => {
      const { xs, ys } = value as { xs: tf.Tensor; ys: tf.Tensor };
      expect([...ys.dataSync()]).toEqual([...xs.dataSync()].map((v) => 2 * v));
      seen.push(...xs.dataSync());
      tf.dispose([xs, ys]);
    });
    const name = `order(0,0,3,${epoch})`;
    expect(seen, name).toEqual([...new Stream(name).permutation(10)].slice(0, 8));
  }
  expect(tf.memory().numTensors).toBe(before);
});

test('a model is trained on every batch of every epoch, and tensors stay as many', async () => {
  const model = convnet();
  const sizes: number[] = [];
  const count = new tf.CustomCallback({ onBatchEnd: (_, logs) => void sizes.push(logs!['size']!) });
  const counts: number[] = [];
  for (let round = 0; round < 3; round++) {
    const batches = batchesOf(tf, { x, y, batch: 12, order: order(round) });
    await model.fitDataset(batches, { epochs: 2, verbose: 0, callbacks: [count] });
    counts.push(tf.memory().numTensors);
  }
  expect(sizes).toEqual(Array(3 * 2 * 3).fill(12));
  expect(counts).toEqual([counts[0], counts[0], counts[0]]);
});

test('batches that cannot be are refused', () => {
  const options = { x, y, batch: 41, order: order(0) };
  expect(() => batchesOf(tf, options)).toThrow('batch is 41; it must be a whole number in 1..40');
  expect(() => batchesOf(tf, { ...options, batch: 1.5 })).toThrow('batch is 1.5');
  expect(() => batchesOf(tf, { ...options, y: tf.zeros([39, 2]) })).toThrow(
    'x has 40 examples and y has 39',
  );
});
