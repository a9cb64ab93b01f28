import { engine } from '@sweepstake/engine';
import type { Tensor } from '@sweepstake/safetensors';
import { decode } from '@sweepstake/safetensors';
import type { RecordedStage } from '@sweepstake/stages';
import { parseRecordedRun, replay } from '@sweepstake/training';
import type { RecordedRun } from '@sweepstake/training';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyBackend } from './backends.ts';
import { DATASETS, OUR_RUNS, recordTwice } from './our-runs.ts';
import { nearest, networkOf } from './recorded.ts';

/** Backends that repeat what the engine recorded. */
const BACKENDS = await everyBackend();

const files = new Map<string, RecordedStage>();
const fileOf = (name: string): RecordedStage => files.get(name)!;
const runOf = (name: string): RecordedRun => parseRecordedRun(decode(fileOf(name).bytes));

beforeAll(async () => {
  for (const run of OUR_RUNS) {
    const [first, second] = await recordTwice(run);
    expect(second.bytes, `${run.name}, recorded twice`).toEqual(first.bytes);
    files.set(run.name, first);
  }
});

const NAMES = OUR_RUNS.map(({ name }) => name);

describe.each(BACKENDS)('what the engine recorded, repeated on $name', (backend) => {
  it.each(NAMES)('agrees within its tolerances: %s', async (name) => {
    const run = runOf(name);
    const examples = run.dataset === 'mnist-train' ? DATASETS.get('mnist')!.train : null;
    const result = await replay(run, backend, { network: networkOf, examples });
    console.log(`${name} on ${backend.name}: ${nearest(result)}`);
    expect(result.tensors.filter(({ ok }) => !ok)).toEqual([]);
    expect(result.tensors).toHaveLength(run.expected.size);
  });

  it('differs where schedule, dropout, options or running statistics are others', async () => {
    const [schedule, dropout, moved] = [3, 8, 10].map((k) => runOf(NAMES[k]!)) as [
      RecordedRun,
      RecordedRun,
      RecordedRun,
    ];
    const others: readonly RecordedRun[] = [
      { ...schedule, learningRates: null },
      { ...schedule, optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 0.001 } },
      { ...dropout, dropoutFactors: new Map(), dropout: { ...dropout.dropout!, first: 2 } },
      { ...moved, statistics: new Map() },
    ];
    for (const other of others)
      expect((await replay(other, backend, { network: networkOf })).ok).toBe(false);
  });
});

describe('a recording', () => {
  it.each(NAMES)('is read by a reader that knows nothing of ours: %s', (name) => {
    const { bytes, tensors, metadata } = fileOf(name);
    const plain = readPlainly(bytes);
    expect(plain.metadata).toEqual(metadata);
    expect([...plain.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
    for (const [tensor, { shape, data }] of tensors)
      expect(plain.tensors.get(tensor), tensor).toEqual({ shape, data: Array.from(data) });
  });

  it('says what it is: backend, numerics, stage, optimiser and its options', () => {
    const { metadata } = fileOf(NAMES[2]!);
    expect(metadata).toMatchObject({
      network: '{"zoo":"mlp-784-32-16-10"}',
      backend: 'engine',
      numerics: engine.numerics,
      optimizer: 'adam',
      optimizer_options: '{"beta1":0.8,"epsilon":0.000001}',
      lr: '0.0012',
      batch: '20',
      steps: '10',
    });
    expect(metadata['stage']).toMatch(/^[0-9a-f]{20}$/);
    // 0.4 and 0.2 of 784 x 32 + 32 x 16 hidden weights and 16 x 10 output weights are gone.
    expect(Number(metadata['density'])).toBeCloseTo((15_053 + 307 + 128) / 25_760, 4);
  });

  it('holds the rate of every step where it changes, and then no single one', () => {
    const { tensors, metadata } = fileOf(NAMES[3]!);
    expect(metadata).not.toHaveProperty('lr');
    const rates = [0.005, 0.01, 0.015, 0.02, 0.02, 0.02, 0.002, 0.002];
    const recorded = [...tensors.get('learning_rates')!.data];
    expect(recorded).toEqual(rates.map((rate) => expect.closeTo(rate, 12) as number));
  });

  it('names published files where nothing is moved or rescaled, and embeds each other example once', () => {
    const [indexed, embedded] = [fileOf(NAMES[5]!), fileOf(NAMES[6]!)];
    expect(indexed.metadata).toMatchObject({ dataset: 'mnist-train', preprocess: 'unit' });
    expect(indexed.tensors.has('inputs')).toBe(false);
    expect(embedded.metadata).toMatchObject({ dataset: 'embedded', preprocess: 'unit' });
    const inputs = embedded.tensors.get('inputs')!;
    const places = embedded.tensors.get('batch_indices')!.data;
    const { inputs: all, targets } = DATASETS.get('mnist')!.train;
    for (const [i, index] of indexed.tensors.get('batch_indices')!.data.entries()) {
      const row = places[i]!;
      const held = Array.from(inputs.data.slice(row * 784, (row + 1) * 784));
      expect(held).toEqual(Array.from(all.slice(index * 784, (index + 1) * 784)));
      expect(embedded.tensors.get('targets')!.data[row]).toBe(targets[index]);
    }
    expect(inputs.shape[0]).toBe(new Set(indexed.tensors.get('batch_indices')!.data).size);
  });

  it('holds images as they were moved and scaled, one row per step and example', () => {
    const bytes = fileOf(NAMES[9]!).tensors;
    expect(bytes.get('inputs')).toMatchObject({ dtype: 'U8', shape: [24, 3, 32, 32] });
    const { tensors, metadata } = fileOf(NAMES[10]!);
    expect(metadata).toMatchObject({ dataset: 'embedded', preprocess: 'none' });
    expect(tensors.get('inputs')).toMatchObject({ dtype: 'F32', shape: [24, 3, 32, 32] });
    const counting = Array.from({ length: 24 }, (_, i) => i);
    expect([...tensors.get('batch_indices')!.data]).toEqual(counting);
    // What a crop brings in from outside is the stored value 0: minus mean over deviation of CIFAR-10.
    const smallest = Math.min(...tensors.get('inputs')!.data);
    expect(smallest).toBeCloseTo(-0.4914 / 0.247, 5);
    expect(tensors.get('init_statistics.bn.running_var')!.shape).toEqual([4]);
  });

  it('holds what dropout multiplied by, half of it 0 and half 2, and where it was drawn from', () => {
    const { tensors, metadata } = fileOf(NAMES[8]!);
    expect(JSON.parse(metadata['dropout_stream']!)).toEqual({
      seed: 0,
      trial: 0,
      round: 1,
      first: 3,
    });
    expect(tensors.has('step1.logits')).toBe(false);
    const { shape, data } = tensors.get('dropout.dropout1')!;
    expect(shape).toEqual([3, 8, 32]);
    const factors = Array.from(data);
    expect(new Set(factors)).toEqual(new Set([0, 2]));
    const kept = factors.filter((factor) => factor === 2).length;
    expect(kept / factors.length).toBeCloseTo(0.5, 1);
  });
});

/** Tensors as lists of numbers, and metadata; follows the format's own description and nothing else. */
function readPlainly(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  type Entry = { dtype: Tensor['dtype']; shape: number[]; data_offsets: [number, number] };
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))) as Record<
    string,
    Entry
  >;
  const { __metadata__: metadata, ...entries } = header;
  const size = { F32: 4, F64: 8, I32: 4, U8: 1 };
  const read = {
    F32: (at: number) => view.getFloat32(at, true),
    F64: (at: number) => view.getFloat64(at, true),
    I32: (at: number) => view.getInt32(at, true),
    U8: (at: number) => view.getUint8(at),
  };
  const tensors = new Map<string, { shape: number[]; data: number[] }>();
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(entries)) {
    const [from, to] = offsets;
    const data = Array.from({ length: (to - from) / size[dtype] }, (_, i) =>
      read[dtype](start + from + i * size[dtype]),
    );
    tensors.set(name, { shape, data });
  }
  return { tensors, metadata };
}
