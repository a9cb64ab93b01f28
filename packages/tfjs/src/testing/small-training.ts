import { elements, initialise, parametersOf } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { ADAM } from '@sweepstake/training';
import type { Backend, Batch, SessionOptions } from '@sweepstake/training';
import { expect } from 'vitest';
import type { Tf } from '../tf.ts';

const parameter = (name: string, shape: readonly number[], role: 'hidden' | 'bias') => ({
  name,
  shape,
  role,
  initialiser: { kind: 'normal' as const, std: 0.3 },
});

const dense = (name: string, from: string, inputs: number, out: number): Layer => ({
  kind: 'dense',
  name,
  inputs: [from],
  in: inputs,
  out,
  weight: parameter(`${name}.weight`, [out, inputs], 'hidden'),
  bias: parameter(`${name}.bias`, [out], 'bias'),
});

/** A convolution, dropout and a dense layer, for images of 2x5x4. */
export const NETWORK: Network = {
  name: 'small',
  input: [2, 5, 4],
  layers: [
    {
      kind: 'convolution',
      name: 'conv',
      inputs: ['input'],
      in: 2,
      out: 3,
      kernel: [3, 3],
      stride: 2,
      padding: 1,
      weight: parameter('conv.weight', [3, 2, 3, 3], 'hidden'),
      bias: parameter('conv.bias', [3], 'bias'),
    },
    { kind: 'relu', name: 'relu', inputs: ['conv'] },
    { kind: 'dropout', name: 'drop', inputs: ['relu'], rate: 0.25 },
    { kind: 'flatten', name: 'flat', inputs: ['drop'] },
    dense('fc', 'flat', 18, 4),
  ],
  head: { kind: 'class', classes: 4 },
};

/** Weights, random masks and one batch of eight for it; the same for the same seed. */
export function setting(seed: number): { options: SessionOptions; batch: Batch } {
  const stream = new Stream(`tfjs session(${seed})`);
  const weights = initialise(NETWORK, () => () => stream.normal());
  const masks = new Map(
    parametersOf(NETWORK)
      .filter(({ role }) => role === 'hidden')
      .map(({ name, shape }) => [
        name,
        Uint8Array.from({ length: elements(shape) }, () => stream.below(2)),
      ]),
  );
  const examples = {
    count: 8,
    shape: NETWORK.input,
    inputs: Float32Array.from({ length: 8 * 40 }, () => stream.normal()),
    scaling: { divisor: [1], offset: [0] },
    targets: Uint8Array.from({ length: 8 }, () => stream.below(4)),
  };
  return {
    options: {
      weights,
      masks,
      optimizer: ADAM,
      batch: 8,
      dropoutStream: (update) => `dropout(${seed},${update})`,
    },
    batch: { examples, indices: Int32Array.from({ length: 8 }, (_, i) => i) },
  };
}

/** Trains for 200 steps and does everything else now and then; fails where a tensor more is alive than at the start. */
export async function expectNoLeaks(backend: Backend, tf: Tf): Promise<void> {
  const { options, batch } = setting(0);
  const memory = (): number => tf.memory().numTensors;
  const before = memory();
  const session = await backend.open(NETWORK, options);
  session.step(batch, 0.01);
  const open = memory();
  for (let t = 0; t < 200; t++) {
    session.step(batch, 0.01);
    if (t % 50 === 0) {
      session.evaluate(batch);
      session.gradients(batch, 'all');
      session.gradients(batch, 'inputs');
      session.setMasks(options.masks!);
      session.importState(session.exportState());
    }
    expect(memory(), `after step ${t + 2}`).toBe(open);
  }
  session.close();
  session.close();
  expect(memory()).toBe(before);
  expect(() => session.step(batch, 0.01)).toThrow('the session of small is closed');
}
