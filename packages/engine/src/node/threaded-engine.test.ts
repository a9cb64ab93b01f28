import { initialise, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { ADAM, type Batch, type Session, type SessionOptions } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { engine, engineWith } from '../engine.ts';
import { drawImageNetwork } from '../testing/image-network.ts';
import { threadedEngine } from './index.ts';

const BATCH = 21;

function setting(density: number): { network: Network; options: SessionOptions; batch: Batch } {
  const network = drawImageNetwork();
  const stream = new Stream('threads');
  const weights = initialise(network, () => () => stream.normal());
  const masks = new Map(
    prunableParameters(network).map(({ name, shape }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const bits = Uint8Array.from({ length: size }, () => (stream.uniform() < density ? 1 : 0));
      return [name, bits] as const;
    }),
  );
  const inputs = Uint8Array.from({ length: BATCH * 3 * 9 * 10 }, () => stream.below(256));
  const targets = Uint8Array.from({ length: BATCH }, () => stream.below(4));
  const scaling = { divisor: [255], offset: [0.5] };
  const examples = { count: BATCH, shape: network.input, inputs, scaling, targets };
  const batch = { examples, indices: Int32Array.from({ length: BATCH }, (_, i) => i) };
  const options = { weights, optimizer: ADAM, masks, batch: BATCH };
  return { network, options, batch };
}

/** Every bit that a short training shows. */
function observe(session: Session, batch: Batch, masks: SessionOptions['masks']): number[] {
  const losses = [session.step(batch, 1e-3), session.step(batch, 1e-3)];
  session.setMasks(masks ?? null);
  losses.push(session.step(batch, 1e-3), session.evaluate(batch).loss);
  const { weights, statistics } = session.exportState();
  const gradients = [...session.gradients(batch, 'survivors').values()];
  const tensors = [...weights.values(), ...statistics.values(), ...gradients];
  return [...losses, ...tensors.flatMap((tensor) => [...tensor])];
}

describe('an engine of several threads', () => {
  it.each([1, 0.2])('gives the bits of one thread at density %d', async (density) => {
    const { network, options, batch } = setting(density);
    const one = await engine.open(network, options);
    const expected = observe(one, batch, options.masks);
    one.close();
    for (const threads of [2, 4]) {
      const session = await threadedEngine(threads).open(network, options);
      expect(observe(session, batch, options.masks), `${threads} threads`).toEqual(expected);
      session.close();
    }
  });

  it('takes every task once in thousands of short phases', async () => {
    const { network, options, batch } = setting(0.05);
    const run = async (backend: typeof engine): Promise<number[]> => {
      const session = await backend.open(network, options);
      const losses = Array.from({ length: 150 }, () => session.step(batch, 1e-3));
      session.close();
      return losses;
    };
    expect(await run(threadedEngine(3))).toEqual(await run(engine));
  });

  it('refuses numbers of threads that there cannot be', () => {
    expect(() => threadedEngine(0)).toThrow('0 threads: give a whole number of at least 1');
    expect(() => threadedEngine(1.5)).toThrow('1.5 threads');
    expect(() => engineWith({ threads: 2 })).toThrow('2 threads need a way to start them');
  });
});
