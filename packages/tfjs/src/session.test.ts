import type { Layer } from '@sweepstake/graph';
import type { Backend } from '@sweepstake/training';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { backendOver } from './backend-over.ts';
import { composedUpdate } from './composed-update.ts';
import { NETWORK, expectNoLeaks, setting } from './testing/small-training.ts';
import { tfjsWasm } from './wasm.ts';

const tfjsCpu = backendOver({
  name: 'tfjs-cpu',
  numerics: 'tfjs-cpu-1',
  load: async () => ({ tf, backend: 'cpu', update: composedUpdate }),
});
const BACKENDS: readonly Backend[] = [tfjsWasm, tfjsCpu];

test.each(BACKENDS)('200 steps and evaluations leave no tensor behind on $name', (backend) =>
  expectNoLeaks(backend, tf),
);

test.each(BACKENDS)('an error within a step leaves no tensor behind on $name', async (backend) => {
  const { options, batch } = setting(0);
  const session = await backend.open(NETWORK, options);
  const open = tf.memory().numTensors;
  const indices = batch.indices.map((index) => index + 1);
  expect(() => session.step({ ...batch, indices }, 0.01)).toThrow('example index is 8');
  expect(tf.memory().numTensors).toBe(open);
  session.close();
});

test('sessions of two backends take turns, and the active backend stays what the user chose', async () => {
  await tf.setBackend('cpu');
  const { options, batch } = setting(3);
  const [wasm, cpu] = [await tfjsWasm.open(NETWORK, options), await tfjsCpu.open(NETWORK, options)];
  for (let t = 0; t < 5; t++) {
    const [one, other] = [wasm.step(batch, 0.01), cpu.step(batch, 0.01)];
    expect(Math.abs(one - other) / other).toBeLessThan(1e-5);
    expect(tf.getBackend()).toBe('cpu');
  }
  wasm.close();
  cpu.close();
});

test('seed 0 is a seed: the same twice, another one than seed 1', async () => {
  const losses = async (seed: number): Promise<number[]> => {
    const { options, batch } = setting(seed);
    const session = await tfjsWasm.open(NETWORK, options);
    const found = [1, 2, 3].map(() => session.step(batch, 0.01));
    session.close();
    return found;
  };
  const first = await losses(0);
  expect(await losses(0)).toEqual(first);
  expect(await losses(1)).not.toEqual(first);
});

test.each(BACKENDS)(
  'a layer without a translation is named with its position on $name',
  async (backend) => {
    const { options } = setting(0);
    const attention = { kind: 'attention', name: 'mix', inputs: ['relu'] } as unknown as Layer;
    const layers = [...NETWORK.layers.slice(0, 2), attention, ...NETWORK.layers.slice(2)];
    await expect(backend.open({ ...NETWORK, layers }, options)).rejects.toMatchObject({
      code: 'SWEEPSTAKE_TFJS_LAYER',
      message: expect.stringContaining("layer 3 'mix' of small is of kind 'attention'"),
    });
  },
);

test('fast math, missing dropout streams and wrong batches are refused', async () => {
  const { options, batch } = setting(0);
  await expect(tfjsWasm.open(NETWORK, { ...options, fastMath: true })).rejects.toThrow(
    'fast math is not there on tfjs-wasm',
  );
  await expect(tfjsWasm.open(NETWORK, { ...options, dropoutStream: undefined })).rejects.toThrow(
    'a session of small, whose drop draws, has no dropoutStream',
  );
  const session = await tfjsWasm.open(NETWORK, options);
  expect(() => session.step({ ...batch, indices: Int32Array.of(1) }, 0.1)).toThrow(
    'batch has 1 entries, not 8',
  );
  session.close();
});

test('a backend that TensorFlow.js does not have is refused by name', async () => {
  const none = backendOver({
    name: 'none',
    numerics: 'none-1',
    load: async () => ({ tf, backend: 'abacus', update: composedUpdate }),
  });
  await expect(none.open(NETWORK, setting(0).options)).rejects.toMatchObject({
    code: 'SWEEPSTAKE_TFJS_NOT_STARTED',
  });
});
