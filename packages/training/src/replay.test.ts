import type { Layer, Network } from '@sweepstake/graph';
import { describe, expect, it } from 'vitest';
import { reference } from './reference/index.ts';
import { refitNetwork } from './refit-network.ts';
import { replay } from './replay.ts';
import { parseRecordedRun } from './recorded-run.ts';
import { trainingOutputs } from './training-outputs.ts';
import { TWO_CLASSES } from './two-classes.testing.ts';

const constant = { kind: 'constant', value: 0 } as const;
const NORM: Layer = {
  kind: 'norm',
  name: 'bn',
  inputs: ['input'],
  features: 2,
  epsilon: 0,
  momentum: 0.1,
  scale: { name: 'bn.weight', shape: [2], role: 'norm', initialiser: constant },
  shift: { name: 'bn.bias', shape: [2], role: 'norm', initialiser: constant },
};

/** A recorded run of `TWO_CLASSES`, or of what replaces it. */
function run(init: Record<string, number[]> = {}, metadata: Record<string, string> = {}) {
  const weights = { 'fc1.weight': [1, 2, 3, 4], 'fc1.bias': [0, 0], ...init };
  const floats = (data: number[]) => ({ dtype: 'F32', shape: [data.length], data });
  const ints = (shape: number[], data: number[]) => ({ dtype: 'I32', shape, data });
  const tensors = new Map([
    ...Object.entries(weights).map(([name, data]) => [`init.${name}`, floats(data)] as const),
    ['batch_indices', ints([1, 2], [1, 0])],
    ['inputs', { dtype: 'U8', shape: [2, 2], data: [255, 0, 0, 255] }],
    ['targets', ints([2], [0, 1])],
    ['step1.logits', floats([2, 4, 1, 3])],
  ]);
  const plain = { dataset: 'embedded', preprocess: 'unit', optimizer: 'sgd', lr: '0.1' };
  const counts = { weight_decay: '0', batch: '2', steps: '1', network: '{"zoo": "two-classes"}' };
  return parseRecordedRun({ tensors, metadata: { ...plain, ...counts, ...metadata } });
}

const replayed = (recorded: ReturnType<typeof run>, network: Network = TWO_CLASSES) =>
  replay(recorded, reference, { network: () => network });

describe('the replay of a recorded run', () => {
  it('holds every recorded tensor against its own', async () => {
    expect(await replayed(run())).toEqual({
      ok: true,
      tensors: [{ name: 'step1.logits', difference: 0, allowed: 1e-5, ok: true }],
    });
  });

  it('scales examples as the run says, wherever they come from', async () => {
    const recorded = { ...run({}, { preprocess: 'none' }) };
    expect((await replayed(recorded)).ok).toBe(false);
    const examples = { ...recorded.examples!, scaling: { divisor: [7], offset: [1] } };
    const elsewhere = { ...run(), examples: null };
    const network = () => TWO_CLASSES;
    expect((await replay(elsewhere, reference, { network, examples })).ok).toBe(true);
  });

  it('asks for the network by what the run says of it', async () => {
    const recorded = run({}, { network: '{"family": "mlp", "sizes": [2, 2]}' });
    const asked: unknown[] = [];
    await replay(recorded, reference, { network: (named) => (asked.push(named), TWO_CLASSES) });
    expect(asked).toEqual([{ family: 'mlp', sizes: [2, 2] }]);
  });

  it('refuses what it cannot repeat, by name', async () => {
    const drop: Layer = { kind: 'dropout', name: 'drop1', inputs: ['fc1'], rate: 0.5 };
    const layers = [...TWO_CLASSES.layers, drop];
    await expect(replayed(run(), { ...TWO_CLASSES, layers })).rejects.toThrow('drop1 draws');
    const head = { kind: 'regression', targets: 2 } as const;
    await expect(replayed(run(), { ...TWO_CLASSES, head })).rejects.toThrow('a regression head');
    await expect(replayed(run({ 'fc2.weight': [1] }))).rejects.toThrow("names 'init.fc2.weight'");
    const statistics = new Map([['bn.running_mean', Float32Array.of(0)]]);
    await expect(replayed({ ...run(), statistics })).rejects.toThrow("'init_statistics.bn.");
    await expect(replayed({ ...run(), examples: null })).rejects.toThrow('without embedded');
  });
});

describe('outputs in training mode', () => {
  it('use the moments of the batch, and leave the session as it was', async () => {
    const network: Network = { ...TWO_CLASSES, layers: [NORM] };
    const weights = new Map([
      ['bn.weight', Float32Array.of(1, 2)],
      ['bn.bias', Float32Array.of(0, 5)],
    ]);
    const optimizer = { kind: 'sgd', weightDecay: 0 } as const;
    const session = await reference.open(network, { weights, optimizer, batch: 2 });
    const examples = {
      count: 2,
      shape: [2],
      inputs: Float32Array.of(1, -3, 5, 3),
      scaling: { divisor: [1], offset: [0] },
      targets: Uint8Array.of(0, 1),
    };
    const before = session.exportState();
    // Means 3 and 0, biased deviations 2 and 3.
    const outputs = trainingOutputs(session, { examples, indices: Int32Array.of(0, 1) });
    expect([...outputs].map((y) => Math.fround(y))).toEqual([
      expect.closeTo(-1, 6),
      expect.closeTo(3, 6),
      expect.closeTo(1, 6),
      expect.closeTo(7, 6),
    ]);
    expect(session.exportState()).toEqual(before);
  });
});

describe('a network for inputs of another shape', () => {
  it('has dense layers that take what there is', () => {
    const flatten: Layer = { kind: 'flatten', name: 'flat', inputs: ['input'] };
    const fc1 = { ...TWO_CLASSES.layers[0]!, inputs: ['flat'] } as Layer;
    const network = { ...TWO_CLASSES, input: [1, 1, 2], layers: [flatten, fc1] };
    expect(refitNetwork(network, [2])).toBe(network);
    const refitted = refitNetwork(network, [3, 2, 2]);
    expect(refitted.input).toEqual([3, 2, 2]);
    expect(refitted.layers[1]).toMatchObject({ in: 12, out: 2, weight: { shape: [2, 12] } });
  });
});
