import { createRequire } from 'node:module';
import { Stream } from '@sweepstake/random';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { describe, expect, test } from 'vitest';
import { holdMasks, initialiseModel, setWeights, weightsOf } from './index.ts';

const OPTIMIZERS: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  nesterov: () => tf.train.momentum(0.1, 0.9, true),
  adam: () => tf.train.adam(0.01),
  adamax: () => tf.train.adamax(0.01),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.9),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.1),
};

function perceptron(optimizer: tf.Optimizer): tf.Sequential {
  const kernelRegularizer = tf.regularizers.l1l2({ l1: 0.01, l2: 0.01 });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        name: 'fc1',
        units: 6,
        inputShape: [4],
        activation: 'tanh',
        kernelRegularizer,
      }),
      tf.layers.dense({ name: 'fc2', units: 1 }),
    ],
  });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  initialiseModel(tf, model, 'init(0,0)');
  return model;
}

function examples(count: number): { x: tf.Tensor; y: tf.Tensor } {
  const normals = new Stream('examples');
  const values = Float32Array.from({ length: count * 4 }, () => normals.normal());
  const x = tf.tensor(values, [count, 4]);
  return { x, y: tf.tidy(() => x.sum(1, true).square()) };
}

/** Every third weight of the first layer survives, and every second of the other. */
const masksAt = (phase: number): Map<string, Uint8Array> =>
  new Map([
    ['fc1/kernel', Uint8Array.from({ length: 24 }, (_, i) => (i % 3 === phase ? 1 : 0))],
    ['fc2/kernel', Uint8Array.from({ length: 6 }, (_, i) => (i % 2 === phase ? 1 : 0))],
  ]);
const MASKS = masksAt(0);

/** Names and indices of removed weights that are not positive zero. */
function moved(weights: ReadonlyMap<string, Float32Array>, masks = MASKS): string[] {
  return [...masks].flatMap(([name, mask]) =>
    [...weights.get(name)!].flatMap((weight, i) =>
      mask[i] === 0 && !Object.is(weight, 0) ? [`${name}[${i}] = ${weight}`] : [],
    ),
  );
}

describe.each(['cpu', 'wasm'])('on the %s backend', (backend) => {
  const begin = async (): Promise<void> => {
    if (backend === 'wasm') {
      const dist = new URL('./', import.meta.resolve('@tensorflow/tfjs-backend-wasm'));
      setWasmPaths(dist.pathname);
    }
    expect(await tf.setBackend(backend)).toBe(true);
  };

  test.each(Object.keys(OPTIMIZERS))(
    'removed weights are exactly 0 and others move under %s',
    async (name) => {
      await begin();
      const model = perceptron(OPTIMIZERS[name]!());
      const { x, y } = examples(20);
      // Two epochs without masks, so that the optimiser's slots of all weights are in use.
      await model.fit(x, y, { batchSize: 5, epochs: 2, shuffle: false, verbose: 0 });
      const before = weightsOf(model);
      const callback = holdMasks(tf, model, MASKS);
      const options = { batchSize: 5, epochs: 3, shuffle: false, verbose: 0 } as const;
      await model.fit(x, y, { ...options, callbacks: [callback] });
      const after = weightsOf(model);
      expect(moved(after)).toEqual([]);
      for (const [key, mask] of MASKS)
        for (const [i, kept] of mask.entries())
          if (kept === 1) expect(after.get(key)![i], `${key}[${i}]`).not.toBe(before.get(key)![i]);
    },
  );

  test('no tensors are left behind by repeated trainings', async () => {
    await begin();
    const model = perceptron(tf.train.adam(0.01));
    const { x, y } = examples(20);
    const counts: number[] = [];
    for (let i = 0; i < 5; i++) {
      const callbacks = holdMasks(tf, model, masksAt(i % 2));
      await model.fit(x, y, { batchSize: 5, epochs: 2, verbose: 0, callbacks });
      counts.push(tf.memory().numTensors);
    }
    // The first training makes the optimiser's slots.
    expect(counts).toEqual(counts.map(() => counts[0]));
  });
});

test('removed weights are 0 from the first batch on, and where fit validates', async () => {
  await tf.setBackend('cpu');
  const { x, y } = examples(20);
  const held = perceptron(tf.train.sgd(0.1));
  const options = { batchSize: 10, epochs: 1, shuffle: false, verbose: 0 } as const;
  const seen: string[][] = [];
  const look = new tf.CustomCallback({
    onBatchBegin: () => void seen.push(moved(weightsOf(held))),
  });
  const history = await held.fit(x, y, {
    ...options,
    validationData: [x, y],
    callbacks: [holdMasks(tf, held, MASKS), look],
  });
  expect(seen).toEqual([[], []]);
  const loss = (await (held.evaluate(x, y, { batchSize: 10 }) as tf.Scalar).data())[0];
  expect(history.history['val_loss']).toEqual([loss]);
});

test('a held training is that of a model in which gradients of removed weights are 0', async () => {
  await tf.setBackend('cpu');
  const { x, y } = examples(8);
  const model = perceptron(tf.train.momentum(0.05, 0.9));
  const start = weightsOf(model);
  const callbacks = holdMasks(tf, model, MASKS);
  await model.fit(x, y, { batchSize: 8, epochs: 3, shuffle: false, verbose: 0, callbacks });

  // The same three updates in plain numbers, w as [in][out].
  const w = new Map([...start].map(([name, tensor]) => [name, Array.from(tensor)]));
  for (const [name, mask] of MASKS)
    w.set(
      name,
      w.get(name)!.map((v, i) => v * mask[i]!),
    );
  const velocity = new Map(
    [...w].map(([name, { length }]) => [name, Array<number>(length).fill(0)]),
  );
  const [xs, ys] = [await x.data(), await y.data()];
  for (let update = 0; update < 3; update++) {
    const gradient = new Map(
      [...w].map(([name, { length }]) => [name, Array<number>(length).fill(0)]),
    );
    for (let e = 0; e < 8; e++) {
      const hidden = Array.from({ length: 6 }, (_, h) => {
        let sum = w.get('fc1/bias')![h]!;
        for (let i = 0; i < 4; i++) sum += xs[e * 4 + i]! * w.get('fc1/kernel')![i * 6 + h]!;
        return Math.tanh(sum);
      });
      const output = hidden.reduce(
        (sum, v, h) => sum + v * w.get('fc2/kernel')![h]!,
        w.get('fc2/bias')![0]!,
      );
      const error = (2 * (output - ys[e]!)) / 8;
      gradient.get('fc2/bias')![0]! += error;
      for (const [h, value] of hidden.entries()) {
        gradient.get('fc2/kernel')![h]! += error * value;
        const back = error * w.get('fc2/kernel')![h]! * (1 - value * value);
        gradient.get('fc1/bias')![h]! += back;
        for (let i = 0; i < 4; i++)
          gradient.get('fc1/kernel')![i * 6 + h]! += back * xs[e * 4 + i]!;
      }
    }
    for (const [i, value] of w.get('fc1/kernel')!.entries())
      gradient.get('fc1/kernel')![i]! += 0.01 * Math.sign(value) + 0.02 * value;
    for (const [name, values] of w)
      for (const i of values.keys()) {
        if (MASKS.get(name)?.[i] === 0) continue;
        const v = 0.9 * velocity.get(name)![i]! + gradient.get(name)![i]!;
        velocity.get(name)![i] = v;
        values[i]! -= 0.05 * v;
      }
  }
  for (const [name, tensor] of weightsOf(model))
    for (const [i, value] of tensor.entries())
      expect(value, `${name}[${i}]`).toBeCloseTo(w.get(name)![i]!, 5);
});

test('apply holds masks around trainOnBatch, and masks can change', async () => {
  await tf.setBackend('cpu');
  const model = perceptron(tf.train.adam(0.01));
  const { x, y } = examples(10);
  const callback = holdMasks(tf, model, MASKS);
  callback.apply();
  for (let batch = 0; batch < 3; batch++) {
    await model.trainOnBatch(x, y);
    callback.apply();
    expect(moved(weightsOf(model))).toEqual([]);
  }
  const next = masksAt(1);
  callback.setMasks(next);
  expect(moved(weightsOf(model), next)).toEqual([]);
  await model.trainOnBatch(x, y);
  callback.apply();
  const weights = weightsOf(model);
  expect(moved(weights, next)).toEqual([]);
  expect(weights.get('fc1/kernel')![1]).not.toBe(0);
  callback.release();
});

test('a callback works beside those of TensorFlow.js, on either side', async () => {
  await tf.setBackend('cpu');
  const { x, y } = examples(10);
  for (const first of [true, false]) {
    const model = perceptron(tf.train.sgd(0.1));
    const own = holdMasks(tf, model, MASKS);
    const stop = tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 0, minDelta: 1e9 });
    const callbacks = first ? [own, stop] : [stop, own];
    const history = await model.fit(x, y, {
      epochs: 9,
      verbose: 0,
      validationData: [x, y],
      callbacks,
    });
    expect(history.epoch.length).toBeLessThan(9);
    expect(moved(weightsOf(model))).toEqual([]);
  }
});

test('a callback works behind plain objects', async () => {
  await tf.setBackend('cpu');
  const { x, y } = examples(10);
  const model = perceptron(tf.train.sgd(0.1));
  let epochs = 0;
  const plain = { onEpochEnd: () => void epochs++ };
  const own = holdMasks(tf, model, MASKS);
  const callbacks: tf.CustomCallbackArgs[] = [plain, own];
  await model.fit(x, y, { epochs: 3, verbose: 0, callbacks });
  expect(epochs).toBe(3);
  expect(moved(weightsOf(model))).toEqual([]);
});

test('a model of another copy of TensorFlow.js is held as well, by its own callbacks or by ours', async () => {
  const other = createRequire(import.meta.url)('@tensorflow/tfjs/dist/tf.js') as typeof tf;
  expect(other.CustomCallback).not.toBe(tf.CustomCallback);
  await other.setBackend('cpu');
  const { x, y } = examples(10);
  for (const mine of [other, tf]) {
    const layers = [
      // All copies share one engine, in which names of variables are unique.
      other.layers.dense({ name: 'other1', units: 6, inputShape: [4], activation: 'relu' }),
      other.layers.dense({ name: 'other2', units: 1 }),
    ];
    const masks = new Map([['other1/kernel', MASKS.get('fc1/kernel')!]]);
    const model = other.sequential({ layers });
    model.compile({ optimizer: other.train.adam(0.01), loss: 'meanSquaredError' });
    initialiseModel(mine, model, 'init(0,0)');
    const before = weightsOf(model);
    const callbacks = holdMasks(mine, model, masks);
    await model.fit(x, y, { epochs: 2, verbose: 0, callbacks });
    expect(moved(weightsOf(model), masks)).toEqual([]);
    expect(weightsOf(model).get('other1/bias')).not.toEqual(before.get('other1/bias'));
  }
});

test('the optimiser is its own again after the training, and after one that failed', async () => {
  await tf.setBackend('cpu');
  const { x, y } = examples(10);
  const model = perceptron(tf.train.sgd(0.1));
  const callback = holdMasks(tf, model, MASKS);
  const fail = new tf.CustomCallback({
    onBatchBegin: () => {
      throw new Error('the power went off');
    },
  });
  const before = tf.memory().numTensors;
  await expect(model.fit(x, y, { verbose: 0, callbacks: [callback, fail] })).rejects.toThrow(
    'power',
  );
  expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(true);
  callback.release();
  expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false);
  // Two masks are gone; the index array of the epoch is left by TensorFlow.js itself.
  expect(tf.memory().numTensors - before).toBeLessThanOrEqual(1);
  setWeights(tf, model, weightsOf(perceptron(tf.train.sgd(0.1))));
  await model.fit(x, y, { verbose: 0 });
  expect(moved(weightsOf(model))).not.toEqual([]);
});

test('removed weights of a training that diverges are 0', async () => {
  await tf.setBackend('cpu');
  const { x, y } = examples(10);
  const model = perceptron(tf.train.sgd(1e30));
  const callbacks = holdMasks(tf, model, MASKS);
  await model.fit(x, y, { epochs: 4, verbose: 0, callbacks });
  const weights = weightsOf(model);
  expect(weights.get('fc2/kernel')![0]).toBeNaN();
  expect(moved(weights)).toEqual([]);
});

test('masks that do not fit are refused by name', () => {
  const model = perceptron(tf.train.sgd(0.1));
  const hold = (name: string, mask: Uint8Array) => () =>
    holdMasks(tf, model, new Map([[name, mask]]));
  const code = (what: string) => expect.objectContaining({ code: `SWEEPSTAKE_TFJS_MODEL_${what}` });
  expect(hold('fc1/bias', new Uint8Array(6))).toThrow(/can be of fc1\/kernel, fc2\/kernel$/);
  expect(hold('fc3/kernel', new Uint8Array(6))).toThrow(code('MASK') as Error);
  expect(hold('fc2/kernel', new Uint8Array(5))).toThrow('mask of fc2/kernel has 5 entries, not 6');
  expect(hold('fc2/kernel', new Uint8Array(6).fill(2))).toThrow(
    'mask of fc2/kernel is 2 at index 0; only 0 and 1 are allowed',
  );
});

test('a model without an optimiser is refused when it is trained', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  const callback = holdMasks(tf, model, new Map());
  await expect(callback.onTrainBegin()).rejects.toThrow(
    /has no optimiser; call model.compile first/,
  );
});
