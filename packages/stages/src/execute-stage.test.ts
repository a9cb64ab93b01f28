import { readFileSync } from 'node:fs';
import { Stream } from '@sweepstake/random';
import { decode } from '@sweepstake/safetensors';
import { reference } from '@sweepstake/training/reference';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import type { Progress } from './context.ts';
import { initialStream } from './initial-text.ts';
import { initialWeights } from './initial-weights.ts';
import { readRun } from './read-run.ts';
import type { MagnitudePruneStage, PruneStage, TrainStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { readSurvivors } from './survivors.ts';
import { readTicket } from './ticket.ts';
import { stageFileOf, tinyContext, tinyTraining, withStore } from './tiny.testing.ts';
import { modelByName } from '@sweepstake/models';

const dense = tinyTraining({ keep: [4] });
const rates = { hidden: 0.5, output: 0.25 };
const pruned: MagnitudePruneStage = {
  kind: 'prune',
  criterion: 'layerwise-magnitude',
  from: stageIdOf(dense),
  rates,
};
const order = { seed: 0, trial: 1, round: 1 };
const ticket = tinyTraining({ mask: { stage: stageIdOf(pruned) }, order });
const reinit: TrainStage = {
  ...ticket,
  initial: { kind: 'reinit', seed: 0, trial: 1, round: 1, replicate: 0 },
};

test('a training publishes its curve, its record and its trained weights', () =>
  withStore(async (store) => {
    const id = await executeStage(dense, tinyContext(store));
    const { curve, record } = readRun(store, id);
    expect(curve.iteration).toEqual([0, 10, 20, 30, 40]);
    expect(curve.test_accuracy).toHaveLength(5);
    expect(curve.validation_accuracy.at(-1)).toBeGreaterThan(0.7);
    expect(curve.points.end.train_accuracy).toBeGreaterThan(0.7);
    expect(record).toEqual({
      kind: 'train',
      earlyStop: { iteration: 40, censored: true },
      diverged: null,
      percentRemaining: 100,
      survivors: { 'fc1.weight': 96, 'fc2.weight': 72, 'fc3.weight': 18 },
      iterations: 40,
    });
    const survivors = readSurvivors(store, id);
    expect(survivors.masks).toBeNull();
    expect(survivors.weights.get('fc1.weight')).toHaveLength(96);
    expect(readSurvivors(store, id, 4).iteration).toBe(4);
    store.verify(id);
  }));

test('a pruning keeps the survivors of largest magnitude, and the ticket trains them only', () =>
  withStore(async (store) => {
    const context = tinyContext(store);
    for (const stage of [dense, pruned, ticket]) await executeStage(stage, context);
    const { masks, initial, rewind } = readTicket(store, stageIdOf(pruned));
    expect(initial).toBe('init(0,1)');
    expect(rewind).toBeNull();
    const counts = [...masks].map(([name, mask]) => [name, mask.reduce((a, b) => a + b, 0)]);
    // round half up: 18 * 0.25 = 4.5 removes 5
    expect(counts).toEqual([
      ['fc1.weight', 48],
      ['fc2.weight', 36],
      ['fc3.weight', 13],
    ]);
    const trained = readSurvivors(store, stageIdOf(dense)).weights;
    for (const [name, mask] of masks) {
      const size = [...trained.get(name)!].map(Math.abs);
      const kept = Math.min(...size.filter((_, i) => mask[i] === 1));
      const removed = Math.max(...size.filter((_, i) => mask[i] === 0));
      expect(kept).toBeGreaterThanOrEqual(removed);
    }

    const after = readSurvivors(store, stageIdOf(ticket));
    expect(after.masks).toEqual(masks);
    const { record } = readRun(store, stageIdOf(ticket));
    expect(record.percentRemaining).toBeCloseTo((100 * 97) / 186, 12);
    const file = decode(store.read(stageIdOf(ticket), 'survivors.safetensors'));
    expect(file.tensors.get('fc1.weight')!.shape).toEqual([48]);
    expect(file.tensors.get('fc1.weight.mask')!.shape).toEqual([12]);
    expect(file.tensors.get('fc1.bias')!.shape).toEqual([12]);
    for (const [name, mask] of masks)
      for (const [i, bit] of mask.entries())
        if (bit === 0) expect(after.weights.get(name)![i]).toBe(0);
  }));

test('a random mask has the counts of the ticket it is like, at other places', () =>
  withStore(async (store) => {
    const random: PruneStage = {
      kind: 'prune',
      criterion: 'random',
      like: stageIdOf(pruned),
      ...order,
      replicate: 2,
    };
    for (const stage of [dense, pruned, random]) await executeStage(stage, tinyContext(store));
    const like = readTicket(store, stageIdOf(pruned));
    const drawn = readTicket(store, stageIdOf(random));
    expect(drawn.initial).toBe('reinit(0,1,1,2)');
    const record = (stage: PruneStage) => store.record(stageIdOf(stage)).record;
    expect(record(random)).toEqual(record(pruned));
    expect(drawn.masks).not.toEqual(like.masks);
  }));

test('a training rewinds to weights that another one kept', () =>
  withStore(async (store) => {
    const rewind = { stage: stageIdOf(dense), iteration: 4 };
    const late: PruneStage = { ...pruned, rewind };
    const rewound = tinyTraining({ mask: { stage: stageIdOf(late) }, order, rewind });
    for (const stage of [dense, late, rewound]) await executeStage(stage, tinyContext(store));
    const { curve } = readRun(store, stageIdOf(rewound));
    expect(curve.iteration).toEqual([10, 20, 30, 40]);
    const found = readTicket(store, stageIdOf(late));
    expect(found.rewind!.iteration).toBe(4);
    const kept = readSurvivors(store, stageIdOf(dense), 4).weights.get('fc2.weight')!;
    const mask = found.masks.get('fc2.weight')!;
    expect([...found.rewind!.weights.get('fc2.weight')!]).toEqual(
      [...kept].map((w, i) => (mask[i] === 1 ? w : 0)),
    );
    await expect(
      executeStage(tinyTraining({ rewind: { ...rewind, iteration: 5 } }), tinyContext(store)),
    ).rejects.toMatchObject({ code: 'SWEEPSTAKE_STAGES_NOT_KEPT' });
  }));

const refuse = (): never => {
  throw new Error('asked for a backend');
};

test('a stage whose output exists is not run again', () =>
  withStore(async (store) => {
    await executeStage(dense, tinyContext(store));
    const id = await executeStage(dense, tinyContext(store, { backendByName: refuse }));
    expect(id).toBe(stageIdOf(dense));
  }));

const contents = (stages: (TrainStage | PruneStage)[]) =>
  withStore(async (store) => {
    for (const stage of stages) await executeStage(stage, tinyContext(store));
    return store.list().map((id) => [id, store.record(id)]);
  });

test('the order in which stages run changes no byte of any', async () => {
  const other = tinyTraining({ split: { seed: 0, trial: 2, validation: 50 } });
  const one = await contents([dense, pruned, ticket, reinit, other]);
  const two = await contents([other, dense, pruned, reinit, ticket]);
  expect(one).toHaveLength(5);
  expect(two).toEqual(one);
});

test('a diverged training is published as such, and pruning it is refused', () =>
  withStore(async (store) => {
    const wild = tinyTraining({
      optimizer: { kind: 'sgd', weightDecay: 0 },
      schedule: { learningRate: 1e30 },
    });
    const id = await executeStage(wild, tinyContext(store));
    const { curve, record } = readRun(store, id);
    const { iteration } = record.diverged!;
    expect(curve.diverged!.iteration).toBe(iteration);
    await expect(executeStage({ ...pruned, from: id }, tinyContext(store))).rejects.toMatchObject({
      code: 'SWEEPSTAKE_STAGES_DIVERGED',
      message: expect.stringContaining(`trial 1 diverged at iteration ${iteration}`),
    });
  }));

test('progress comes every 50 iterations and at the end, with the last validation accuracy', () =>
  withStore(async (store) => {
    const reports: Progress[] = [];
    const stage = tinyTraining({ iterations: 120 });
    await executeStage(stage, tinyContext(store, { report: (progress) => reports.push(progress) }));
    const { curve } = readRun(store, stageIdOf(stage));
    expect(reports.map(({ iteration }) => iteration)).toEqual([0, 50, 100, 120]);
    expect(reports[3]!.validationAccuracy).toBe(curve.validation_accuracy.at(-1));
    expect(reports[0]!.loss).toBeNull();
  }));

test('a stop ends a training at once and publishes nothing', () =>
  withStore(async (store) => {
    let asked = 0;
    const stop = () => ++asked > 3;
    await expect(executeStage(dense, tinyContext(store, { stop }))).rejects.toMatchObject({
      code: 'SWEEPSTAKE_STAGES_STOPPED',
      message: expect.stringContaining('iteration 3; run it again and it goes on from there'),
    });
    expect(store.list()).toEqual([]);
    const asCalled = new Error('as the caller says');
    await expect(
      executeStage(dense, tinyContext(store, { stop, stopped: () => asCalled })),
    ).rejects.toThrow('as the caller says');
  }));

test('no time is in what is published, whatever the clock says', () =>
  withStore(async (store) => {
    let now = 100;
    const clock = () => (now += 2);
    const id = await executeStage(dense, tinyContext(store, { clock }));
    const timed = readFileSync(stageFileOf(store, id));
    await withStore(async (other) => {
      await executeStage(dense, tinyContext(other));
      expect(readFileSync(stageFileOf(other, id)).equals(timed)).toBe(true);
    });
  }));

test('initial weights are the named streams, one per parameter', () => {
  const network = modelByName('mlp-8-12-6-3');
  const stream = initialStream({ kind: 'reinit', seed: 0, trial: 1, round: 7, replicate: 2 });
  expect(stream).toBe('reinit(0,1,7,2)');
  const weights = initialWeights(network, stream);
  const std = Math.sqrt(2 / (12 + 6));
  const normals = new Stream('reinit(0,1,7,2):fc2.weight');
  expect(weights.get('fc2.weight')![0]).toBe(Math.fround(std * normals.normal()));
  expect([...weights.get('fc2.bias')!]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('unknown backends, data sets and other numerics are refused by name', () =>
  withStore(async (store) => {
    const run = (more: Partial<TrainStage>) =>
      executeStage(tinyTraining(more), tinyContext(store, { backendByName: undefined }));
    await expect(run({ backend: 'refrence' })).rejects.toMatchObject({
      code: 'SWEEPSTAKE_STAGES_UNKNOWN_BACKEND',
      message: "unknown backend 'refrence'; nearest valid names: reference, engine, tfjs-node",
    });
    await expect(run({ dataset: 'mnist' })).rejects.toThrow(
      "data set 'mnist' is not loaded (tiny, strokes-32)",
    );
    await expect(run({ numerics: 'reference-0' })).rejects.toThrow(
      `computes with numerics ${reference.numerics}, the stage asks for reference-0`,
    );
  }));
