import { describe, expect, it } from 'vitest';
import { parseRecordedRun } from './recorded-run.ts';

const metadata = {
  network: '{"zoo": "two-classes"}',
  dataset: 'embedded',
  preprocess: 'unit',
  optimizer: 'momentum',
  lr: '0.05',
  weight_decay: '0.0001',
  batch: '2',
  steps: '1',
};
const tensors = new Map([
  ['batch_indices', { dtype: 'I32', shape: [1, 2], data: Int32Array.of(1, 0) }],
  ['init.fc1.bias', { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }],
  ['loss', { dtype: 'F32', shape: [1], data: Float32Array.of(0.5) }],
]);

describe('a recorded run', () => {
  it('is read from tensors and metadata', () => {
    const run = parseRecordedRun({ tensors, metadata });
    expect(run).toMatchObject({
      network: { zoo: 'two-classes' },
      optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 0.0001 },
      learningRate: 0.05,
      batch: 2,
      masks: null,
      examples: null,
    });
    expect(run.init.get('fc1.bias')).toEqual(Float32Array.of(1, 2));
    expect([...run.expected.keys()]).toEqual(['loss']);
  });

  it('keeps what it says of a family of networks', () => {
    const network = '{"family": "conv", "stages": [[8, 8], [16]], "fc": [32, 10]}';
    const run = parseRecordedRun({ tensors, metadata: { ...metadata, network } });
    expect(run.network).toEqual({ family: 'conv', stages: [[8, 8], [16]], fc: [32, 10] });
  });

  it('may hold its own inputs', () => {
    const own = new Map<string, { dtype: string; shape: number[]; data: ArrayLike<number> }>([
      ...tensors,
      ['inputs', { dtype: 'U8', shape: [2, 2], data: Uint8Array.of(0, 255, 1, 2) }],
      ['targets', { dtype: 'I32', shape: [2], data: Int32Array.of(0, 1) }],
    ]);
    const { examples } = parseRecordedRun({ tensors: own, metadata });
    expect(examples).toMatchObject({ count: 2, shape: [2], scaling: { divisor: [255] } });
    own.delete('targets');
    expect(() => parseRecordedRun({ tensors: own, metadata })).toThrow('has no targets');
  });

  it.each([
    [{ optimizer: 'lion' }, "optimizer 'lion'"],
    [{ network: '{"zoo": 3}' }, "metadata 'network'"],
    [{ network: 'lenet' }, "metadata 'network'"],
    [{ lr: 'fast' }, "metadata 'lr' is fast"],
    [{ preprocess: 'whitened' }, "preprocessing 'whitened'"],
    [{ batch: '0' }, "metadata 'batch' is 0"],
    [{ steps: '1.5' }, "metadata 'steps' is 1.5"],
    [{ steps: '2' }, 'batch_indices has 2 entries, not 4'],
    [{ optimizer_options: '{"momentum": 1}' }, "metadata 'optimizer_options' is"],
    [{ optimizer_options: '{"beta1": 0.5}' }, 'give JSON with numbers for momentum'],
    [{ optimizer: 'sgd', optimizer_options: '{"momentum": 0}' }, 'give JSON with no keys'],
    [{ optimizer_options: 'fast' }, "metadata 'optimizer_options' is fast"],
    [{ dropout_stream: '{"seed": 0}' }, "metadata 'dropout_stream' is"],
    [{ dropout_stream: 'init(0,0)' }, "metadata 'dropout_stream' is init(0,0)"],
  ])('with %j is refused', (wrong, message) => {
    expect(() => parseRecordedRun({ tensors, metadata: { ...metadata, ...wrong } })).toThrow(
      message,
    );
  });

  it('may have a rate for every step instead of one', () => {
    const { lr: _, ...rest } = metadata;
    const rates = (...data: number[]) =>
      new Map<string, { dtype: string; shape: number[]; data: ArrayLike<number> }>([
        ...tensors,
        ['learning_rates', { dtype: 'F64', shape: [data.length], data }],
      ]);
    expect(parseRecordedRun({ tensors: rates(0.25), metadata: rest })).toMatchObject({
      learningRate: 0.25,
      learningRates: Float64Array.of(0.25),
    });
    expect(() => parseRecordedRun({ tensors, metadata: rest })).toThrow("no 'lr'");
    expect(() => parseRecordedRun({ tensors: rates(1, 2), metadata })).toThrow('2 entries, not 1');
    expect(() => parseRecordedRun({ tensors: rates(-1), metadata })).toThrow(
      'learning_rates is -1',
    );
  });

  it('may have other options, streams of dropout and running statistics', () => {
    const statistics = { dtype: 'F32', shape: [1], data: Float32Array.of(3) };
    const more = new Map([...tensors, ['init_statistics.bn.running_mean', statistics] as const]);
    const run = parseRecordedRun({
      tensors: more,
      metadata: {
        ...metadata,
        optimizer_options: '{"momentum": 0.5}',
        dropout_stream: '{"seed": 0, "trial": 1, "round": 2, "first": 4}',
      },
    });
    expect(run).toMatchObject({
      optimizer: { kind: 'momentum', momentum: 0.5, weightDecay: 0.0001 },
      dropout: { seed: 0, trial: 1, round: 2, first: 4 },
    });
    expect([...run.init.keys()]).toEqual(['fc1.bias']);
    expect(run.statistics).toEqual(new Map([['bn.running_mean', Float32Array.of(3)]]));
  });

  it('without its batches is refused', () => {
    expect(() => parseRecordedRun({ tensors: new Map(), metadata })).toThrow('no batch_indices');
  });
});
