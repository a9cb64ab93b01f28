import type { Layer, Network } from '@sweepstake/graph';
import { describe, expect, it } from 'vitest';
import type { Batch } from './backend.ts';
import { ADAM } from './optimizer.ts';
import { record } from './record.ts';
import type { RunToRecord } from './record.ts';
import { parseRecordedRun } from './recorded-run.ts';
import { reference } from './reference/index.ts';
import { replay } from './replay.ts';
import { TWO_CLASSES } from './two-classes.testing.ts';

const examples = {
  count: 4,
  shape: [2],
  inputs: Uint8Array.of(255, 0, 0, 255, 51, 102, 1, 2),
  scaling: { divisor: [255], offset: [0] },
  targets: Uint8Array.of(0, 1, 1, 0),
};
const batch = (...indices: number[]): Batch => ({ examples, indices: Int32Array.from(indices) });

/** Two steps of `TWO_CLASSES` by plain gradient descent. */
const run = (more: Partial<RunToRecord> = {}): RunToRecord => ({
  network: TWO_CLASSES,
  named: { zoo: 'two-classes' },
  weights: new Map([
    ['fc1.weight', Float32Array.of(1, 2, 3, 4)],
    ['fc1.bias', Float32Array.of(0, 0)],
  ]),
  statistics: new Map(),
  masks: null,
  optimizer: { kind: 'sgd', weightDecay: 0 },
  batches: [batch(3, 0), batch(0, 1)],
  learningRates: [0.5, 0.5],
  dropout: null,
  dataset: null,
  ...more,
});

const DROP: Network = {
  ...TWO_CLASSES,
  layers: [...TWO_CLASSES.layers, { kind: 'dropout', name: 'drop1', inputs: ['fc1'], rate: 0.5 }],
};
const drawn = { network: DROP, dropout: { seed: 0, trial: 1, round: 2, first: 7 } };

const replayed = async (recorded: Parameters<typeof parseRecordedRun>[0], network: Network) =>
  replay(parseRecordedRun(recorded), reference, { network: () => network });

describe('a recording', () => {
  it('holds what went in and what came out, worked out by hand for one linear layer', async () => {
    const { tensors, metadata } = await record(run(), reference);
    // Examples 0, 1 and 3 are used: each is there once, in ascending order.
    expect(tensors.get('inputs')).toMatchObject({ dtype: 'U8', shape: [3, 2] });
    expect([...tensors.get('inputs')!.data]).toEqual([255, 0, 0, 255, 1, 2]);
    expect([...tensors.get('targets')!.data]).toEqual([0, 1, 0]);
    expect([...tensors.get('batch_indices')!.data]).toEqual([2, 0, 0, 1]);
    const logits = [5 / 255, 11 / 255, 1, 3].map((y) => expect.closeTo(y, 6) as number);
    expect([...tensors.get('step1.logits')!.data]).toEqual(logits);
    // Cross-entropy of class 0 with outputs d apart is log(1 + exp(d)).
    const loss = (Math.log(1 + Math.exp(6 / 255)) + Math.log(1 + Math.exp(2))) / 2;
    expect(tensors.get('loss')!.data[0]).toBeCloseTo(loss, 6);
    expect(metadata).toEqual({
      network: '{"zoo":"two-classes"}',
      dataset: 'embedded',
      preprocess: 'unit',
      optimizer: 'sgd',
      weight_decay: '0',
      lr: '0.5',
      batch: '2',
      steps: '2',
      density: '1',
      backend: 'reference',
      numerics: 'reference-1',
    });
  });

  it('names published files instead of their examples, unless these are scaled otherwise', async () => {
    const named = await record(run({ dataset: 'mnist-train' }), reference);
    expect(named.metadata).toMatchObject({ dataset: 'mnist-train', preprocess: 'unit' });
    expect(named.tensors.has('inputs')).toBe(false);
    expect([...named.tensors.get('batch_indices')!.data]).toEqual([3, 0, 0, 1]);
    const other = { ...examples, scaling: { divisor: [51], offset: [1] } };
    const batches = [{ examples: other, indices: Int32Array.of(2, 1) }];
    const scaled = await record(
      run({ dataset: 'mnist-train', batches, learningRates: [1] }),
      reference,
    );
    expect(scaled.metadata).toMatchObject({ dataset: 'embedded', preprocess: 'none' });
    // Rows 1 and 2 as v / 51 - 1.
    expect([...scaled.tensors.get('inputs')!.data]).toEqual([-1, 4, 0, 1]);
    expect([...scaled.tensors.get('batch_indices')!.data]).toEqual([1, 0]);
  });

  it('holds moved images row by row', async () => {
    const targets = Uint8Array.of(0, 1);
    const image = { ...examples, count: 2, shape: [1, 2, 2], targets };
    const moves = {
      flip: Uint8Array.of(1, 0),
      down: Int8Array.of(0, 1),
      right: Int8Array.of(0, 0),
    };
    const flat: Layer = { kind: 'flatten', name: 'flat', inputs: ['input'] };
    const fc1 = { ...TWO_CLASSES.layers[0]!, inputs: ['flat'], in: 4 } as Layer & {
      weight: object;
    };
    const network = {
      ...TWO_CLASSES,
      input: [1, 2, 2],
      layers: [flat, { ...fc1, weight: { ...fc1.weight, shape: [2, 4] } } as Layer],
    };
    const weights = new Map([
      ['fc1.weight', new Float32Array(8)],
      ['fc1.bias', new Float32Array(2)],
    ]);
    const batches = [{ examples: image, indices: Int32Array.of(0, 0), moves }];
    const { tensors } = await record(
      run({ network, weights, batches, learningRates: [1], dataset: 'mnist-train' }),
      reference,
    );
    // [255 0; 0 255] mirrored, and shifted up by a row.
    expect([...tensors.get('inputs')!.data]).toEqual([0, 255, 255, 0, 0, 255, 0, 0]);
    expect([...tensors.get('batch_indices')!.data]).toEqual([0, 1]);
  });

  it('is read back as what was recorded, and replays', async () => {
    const masks = new Map([['fc1.weight', Uint8Array.of(1, 0, 1, 1)]]);
    const optimizer = { ...ADAM, beta2: 0.9 } as const;
    const written = await record(
      run({ masks, optimizer, learningRates: [0.1, 0.05], labels: { label: 'mine' } }),
      reference,
    );
    expect(written.metadata).toMatchObject({ label: 'mine', density: '0.75' });
    expect(written.metadata).not.toHaveProperty('lr');
    const parsed = parseRecordedRun(written);
    expect(parsed).toMatchObject({ optimizer, masks, learningRate: 0.1, dropout: null });
    expect(parsed.learningRates).toEqual(Float64Array.of(0.1, 0.05));
    const result = await replayed(written, TWO_CLASSES);
    expect(result.tensors.map(({ difference }) => difference)).toEqual(result.tensors.map(() => 0));
  });

  it('with dropout says what was drawn, and is refused where a reader would draw otherwise', async () => {
    const { tensors, metadata } = await record(run(drawn), reference);
    expect(tensors.get('dropout.drop1')!.shape).toEqual([2, 2, 2]);
    expect((await replayed({ tensors, metadata }, DROP)).ok).toBe(true);
    const { dropout_stream: _, ...without } = metadata;
    await expect(replayed({ tensors, metadata: without }, DROP)).rejects.toThrow(
      'without a dropout_stream',
    );
    const other = { ...metadata, dropout_stream: JSON.stringify({ ...drawn.dropout, first: 8 }) };
    await expect(replayed({ tensors, metadata: other }, DROP)).rejects.toMatchObject({
      code: 'SWEEPSTAKE_TRAINING_OTHER_DRAWS',
      message: expect.stringContaining('dropout.drop1'),
    });
  });

  it('of another head, or of losses that are not finite, is refused', async () => {
    const head = { kind: 'regression', targets: 2 } as const;
    await expect(record(run({ network: { ...TWO_CLASSES, head } }), reference)).rejects.toThrow(
      'recording a regression head is not supported',
    );
    const wild = (...learningRates: number[]) => record(run({ learningRates }), reference);
    const code = 'SWEEPSTAKE_TRAINING_NOT_FINITE';
    const message = expect.stringMatching(/^the loss of step 2 is not .*; record at most 1 steps$/);
    await expect(wild(1e40, 1)).rejects.toMatchObject({ code, message });
    await expect(wild(1, 1e40)).rejects.toThrow('final.fc1.weight is not finite');
  });
});
