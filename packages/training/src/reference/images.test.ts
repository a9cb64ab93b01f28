import type { Layer, Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { describe, expect, it } from 'vitest';
import type { Batch, Moves, SessionOptions } from '../backend.ts';
import { reference } from './index.ts';

const constant = { kind: 'constant', value: 0 } as const;
const regression = (targets: number) => ({ kind: 'regression', targets }) as const;

const NORM: Layer = {
  kind: 'norm',
  name: 'bn',
  inputs: ['input'],
  features: 1,
  epsilon: 0,
  momentum: 0.1,
  scale: { name: 'bn.weight', shape: [1], role: 'norm', initialiser: constant },
  shift: { name: 'bn.bias', shape: [1], role: 'norm', initialiser: constant },
};

const network = (input: readonly number[], layers: readonly Layer[], targets: number): Network => ({
  name: 'images',
  input,
  layers,
  head: regression(targets),
});

const options = (rest: Partial<SessionOptions>): SessionOptions => ({
  weights: new Map(),
  optimizer: { kind: 'sgd', weightDecay: 0 },
  batch: 1,
  ...rest,
});

/** All of these images, with targets of 0. */
function batchOf(shape: readonly number[], targets: number, ...images: number[][]): Batch {
  const examples = {
    count: images.length,
    shape,
    inputs: Float32Array.from(images.flat()),
    scaling: { divisor: [1], offset: [0] },
    targets: new Float32Array(images.length * targets),
  };
  return { examples, indices: Int32Array.from(images.keys()) };
}

describe('normalisation in the reference', () => {
  const bn = network([1, 1, 2], [NORM, { kind: 'flatten', name: 'out', inputs: ['bn'] }], 2);
  const weights = new Map([
    ['bn.weight', Float32Array.of(3)],
    ['bn.bias', Float32Array.of(1)],
  ]);
  const open = () => reference.open(bn, options({ weights, batch: 2 }));
  // Mean 2, biased variance 5, unbiased 20 / 3.
  const batch = batchOf([1, 1, 2], 2, [-1, 1], [3, 5]);
  const others = batchOf([1, 1, 2], 2, [0, 0], [2, 2]);

  it('trains with the moments of the batch and follows them with a tenth', async () => {
    const session = await open();
    // y = 3 (x - 2) / sqrt(5) + 1: the mean of y^2 is 9 + 1.
    expect(session.step(batch, 0)).toBeCloseTo(10, 12);
    const { statistics } = session.exportState();
    expect(statistics.get('bn.running_mean')![0]).toBeCloseTo(0.2, 6);
    expect(statistics.get('bn.running_var')![0]).toBeCloseTo(0.9 + 2 / 3, 6);
  });

  it('evaluates with the running ones, whatever else is in the batch', async () => {
    const session = await open();
    expect([...session.predict(batch)]).toEqual([-2, 4, 10, 16]);
    const statistics = new Map([
      ['bn.running_mean', Float32Array.of(1)],
      ['bn.running_var', Float32Array.of(4)],
    ]);
    session.importState({ ...session.exportState(), statistics });
    expect([...session.predict(batch)]).toEqual([-2, 1, 4, 7]);
    session.importState({ ...session.exportState(), statistics: new Map() });
    expect([...session.predict(batch)]).toEqual([-2, 4, 10, 16]);
  });

  it('can take the mean over batches as running statistics', async () => {
    const session = await open();
    session.step(batch, 0);
    session.estimateStatistics([batch, others]);
    const { statistics } = session.exportState();
    // The second batch: mean 1, unbiased variance 4 / 3.
    expect(statistics.get('bn.running_mean')![0]).toBe(1.5);
    expect(statistics.get('bn.running_var')![0]).toBe(4);
    expect(() => session.estimateStatistics([])).toThrow('number of batches is 0');
  });

  it('refuses to train on a single value per channel', async () => {
    const flat = network([1], [NORM], 1);
    const session = await reference.open(flat, options({ weights }));
    const one = batchOf([1], 1, [5]);
    expect(() => session.step(one, 0.1)).toThrow('values per channel of bn is 1');
    expect([...session.predict(one)]).toEqual([16]);
  });
});

describe('pools in the reference', () => {
  const pool = (kind: 'max-pool' | 'average-pool'): Network =>
    network(
      [1, 3, 4],
      [
        { kind, name: 'pool', inputs: ['input'], size: 2 },
        { kind: 'flatten', name: 'out', inputs: ['pool'] },
      ],
      2,
    );
  const batch = batchOf([1, 3, 4], 2, [7, 7, 1, 2, 7, 0, 3, 4, 9, 9, 9, 9]);

  it('leave out what does not fill a window, and give equal maxima to the first', async () => {
    const session = await reference.open(pool('max-pool'), options({}));
    expect([...session.predict(batch)]).toEqual([7, 4]);
    // The mean of two squares: the derivative is y itself.
    expect([...session.gradients(batch, 'inputs').get('input')!]).toEqual([
      7, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0,
    ]);
  });

  it('take means and share the gradient', async () => {
    const session = await reference.open(pool('average-pool'), options({}));
    expect([...session.predict(batch)]).toEqual([5.25, 2.5]);
    expect([...session.gradients(batch, 'inputs').get('input')!.subarray(0, 3)]).toEqual([
      5.25 / 4,
      5.25 / 4,
      2.5 / 4,
    ]);
  });
});

describe('dropout in the reference', () => {
  const drop: Layer = { kind: 'dropout', name: 'drop', inputs: ['input'], rate: 0.25 };
  const two = network([3], [drop, { ...drop, name: 'drop2', inputs: ['drop'] }], 3);
  const batch = batchOf([3], 3, [3, 3, 3], [3, 3, 3]);
  const dropoutStream = (t: number) => `dropout(${t})`;

  it('draws layer after layer from the stream of the update, and a gradient uses nothing up', async () => {
    const session = await reference.open(two, options({ batch: 2, dropoutStream }));
    const survivors = (t: number): number => {
      const stream = new Stream(dropoutStream(t));
      const draws = Array.from({ length: 12 }, () => stream.uniform() >= 0.25);
      return draws.filter((kept, i) => i < 6 && kept && draws[i + 6]).length;
    };
    for (const t of [1, 2, 3]) {
      session.gradients(batch, 'inputs');
      // Each survivor is 3 / 0.75^2; the loss is the mean of three squares, meant over two examples.
      expect(session.step(batch, 0)).toBeCloseTo((survivors(t) * (16 / 3) ** 2) / 6, 10);
    }
    expect(new Set([1, 2, 3].map(survivors)).size).toBeGreaterThan(1);
  });

  it('does nothing in evaluation', async () => {
    const session = await reference.open(two, options({ batch: 2, dropoutStream }));
    expect([...session.predict(batch)]).toEqual([3, 3, 3, 3, 3, 3]);
  });

  it('without a stream is refused when the network is opened', async () => {
    await expect(reference.open(two, options({}))).rejects.toThrow('has no dropoutStream');
  });
});

describe('moved images in the reference', () => {
  const flat = network([2, 2, 3], [{ kind: 'flatten', name: 'out', inputs: ['input'] }], 12);
  // Rows 1 2 3 and 4 5 6; the second channel is ten times as much. An offset shows where 0 is stored.
  const image = [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60];
  const plain = batchOf([2, 2, 3], 12, image);
  const examples = { ...plain.examples, scaling: { divisor: [1, 10], offset: [0, 0.5] } };
  const moved = async (flip: number, down: number, right: number): Promise<number[]> => {
    const moves: Moves = {
      flip: Uint8Array.of(flip),
      down: Int8Array.of(down),
      right: Int8Array.of(right),
    };
    const session = await reference.open(flat, options({}));
    return [...session.predict({ ...plain, examples, moves })];
  };
  const minus = (...values: number[]): number[] => values.map((value) => value - 0.5);

  it('are cropped and then mirrored', async () => {
    expect(await moved(0, 0, 0)).toEqual([1, 2, 3, 4, 5, 6, ...minus(1, 2, 3, 4, 5, 6)]);
    expect(await moved(0, 1, 0)).toEqual([4, 5, 6, 0, 0, 0, ...minus(4, 5, 6, 0, 0, 0)]);
    expect(await moved(0, -1, 1)).toEqual([0, 0, 0, 2, 3, 0, ...minus(0, 0, 0, 2, 3, 0)]);
    expect(await moved(1, 0, 0)).toEqual([3, 2, 1, 6, 5, 4, ...minus(3, 2, 1, 6, 5, 4)]);
    expect(await moved(1, 0, 1)).toEqual([0, 3, 2, 0, 6, 5, ...minus(0, 3, 2, 0, 6, 5)]);
  });

  it('must fit the batch', async () => {
    const none = { flip: new Uint8Array(0), down: new Int8Array(0), right: new Int8Array(0) };
    const session = await reference.open(flat, options({}));
    expect(() => session.predict({ ...plain, moves: none })).toThrow('moves.flip has 0 entries');
    const line = network([12], [{ kind: 'flatten', name: 'out', inputs: ['input'] }], 12);
    const flatSession = await reference.open(line, options({}));
    const still = { flip: new Uint8Array(1), down: new Int8Array(1), right: new Int8Array(1) };
    expect(() => flatSession.predict({ ...plain, moves: still })).toThrow('moving inputs of [12]');
  });
});
