import { rewind } from '@sweepstake/lottery';
import { modelByName } from '@sweepstake/models';
import { names } from '@sweepstake/random';
import { reference } from '@sweepstake/training/reference';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import { initialWeights } from './initial-weights.ts';
import { keepMasks } from './keep-masks.ts';
import { readRun } from './read-run.ts';
import { recordStage } from './record-stage.ts';
import type { Initial, TrainStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { subsetsOf } from './subsets.ts';
import { readSurvivors } from './survivors.ts';
import { readTicket } from './ticket.ts';
import {
  tinyContext,
  tinyDataset,
  tinyPruning,
  tinyResidual,
  tinyTicket,
  tinyTraining,
  withStore,
} from './tiny.testing.ts';
import { trainingBatches } from './training-batches.ts';

const at = { seed: 0, trial: 1 };
const order = { ...at, round: 1 };
const dense = tinyTraining();
const pruned = tinyPruning(dense);
const trained = (stage: TrainStage): Initial => ({
  kind: 'trained',
  ...at,
  stage: stageIdOf(stage),
});

test('continued training begins with the survivors of the last, and its tickets name theta_0', () =>
  withStore(async (store) => {
    const mask = stageIdOf(pruned);
    const on = tinyTicket(mask, { initial: trained(dense), keep: [0] });
    const again = tinyPruning(on);
    const twice = tinyTicket(stageIdOf(again), { initial: trained(on), keep: [0] });
    const reset = tinyTicket(stageIdOf(again), { keep: [0] });
    for (const stage of [dense, pruned, on, again, twice, reset])
      await executeStage(stage, tinyContext(store));
    const theta0 = initialWeights(modelByName('mlp-8-12-6-3'), 'init(0,1)');
    const begins = (stage: TrainStage, from: ReadonlyMap<string, Float32Array>, under: string) => {
      const { masks } = readTicket(store, under);
      const { weights } = readSurvivors(store, stageIdOf(stage), 0);
      for (const [name, tensor] of from)
        expect(weights.get(name)).toEqual(
          tensor.map((w, i) => (masks.get(name)?.[i] === 0 ? 0 : w)),
        );
    };
    begins(on, readSurvivors(store, stageIdOf(dense)).weights, mask);
    begins(twice, readSurvivors(store, stageIdOf(on)).weights, stageIdOf(again));
    begins(reset, theta0, stageIdOf(again));
    expect(readTicket(store, stageIdOf(again)).initial).toBe('init(0,1)');
    // From iteration 0 on, with all of its updates.
    const { curve } = readRun(store, stageIdOf(on));
    expect(curve.iteration).toEqual([0, 10, 20, 30, 40]);
  }));

test('continued training of a normalised network takes its running statistics along', () =>
  withStore(async (store) => {
    const residual = tinyResidual();
    const on = tinyResidual({ initial: trained(residual), keep: [0] });
    for (const stage of [residual, on]) await executeStage(stage, tinyContext(store));
    const [before, after] = [
      readSurvivors(store, stageIdOf(residual)),
      readSurvivors(store, stageIdOf(on), 0),
    ];
    expect(after.statistics.size).toBeGreaterThan(0);
    expect([after.statistics, after.weights]).toEqual([before.statistics, before.weights]);
  }));

test('trainings from every beginning are those of a bare session from the same weights', () =>
  withStore(async (store) => {
    const context = tinyContext(store);
    for (const stage of [dense, pruned]) await executeStage(stage, context);
    const of = stageIdOf(pruned);
    const drawn = { ...order, replicate: 0 };
    const network = modelByName('mlp-8-12-6-3');
    const { masks } = readTicket(store, of);
    const cases: [Initial, ReadonlyMap<string, Float32Array>][] = [
      [trained(dense), readSurvivors(store, stageIdOf(dense)).weights],
      [
        { kind: 'noise', ...drawn, deviation: 1 },
        initialWeights(network, 'noise(0,1,1,0) deviation=1'),
      ],
      [
        { kind: 'resample', ...drawn, of },
        initialWeights(network, `resample(0,1,1,0) of=${of}`, store),
      ],
    ];
    for (const [initial, from] of cases) {
      const stage = tinyTicket(of, { initial });
      const id = await executeStage(stage, context);
      const weights = rewind(from, masks);
      const { optimizer, batch } = stage;
      const session = await reference.open(network, { weights, masks, optimizer, batch });
      const batchAt = trainingBatches(stage, subsetsOf(tinyDataset(), stage).training);
      for (let t = 1; t <= stage.iterations; t++) session.step(batchAt(t), 0.01);
      expect(readSurvivors(store, id).weights, initial.kind).toEqual(session.exportState().weights);
      session.close();
    }
  }));

test('training goes on from a finished training of this network and this theta_0 only', () =>
  withStore(async (store) => {
    const wild = tinyTraining({
      optimizer: { kind: 'sgd', weightDecay: 0 },
      schedule: { learningRate: 1e30 },
    });
    const reinit = tinyTraining({ initial: { kind: 'reinit', ...order, replicate: 0 } });
    for (const stage of [dense, pruned, wild, reinit])
      await executeStage(stage, tinyContext(store));
    const refused = (more: Partial<TrainStage>, code: string) =>
      expect(executeStage(tinyTraining(more), tinyContext(store))).rejects.toMatchObject({
        code: `SWEEPSTAKE_STAGES_${code}`,
      });
    await refused({ initial: trained(wild) }, 'DIVERGED');
    await refused({ initial: trained(reinit) }, 'BEGINNING');
    await refused(
      { initial: { ...at, kind: 'trained', stage: stageIdOf(pruned) } },
      'NOT_TRAINING',
    );
    await refused({ initial: { ...trained(dense), trial: 2 } as Initial }, 'BEGINNING');
    await refused({ initial: trained(dense), initialStd: 0.1 }, 'BEGINNING');
    await refused({ initial: trained(dense), network: 'mlp-8-3' }, 'NETWORK');
    expect(store.list()).toHaveLength(4);
  }));

test('a recording says which training it goes on from, where that is not there', () =>
  withStore(async (store) => {
    const stage = tinyTraining({ initial: trained(dense) });
    for (const context of [tinyContext(store), { ...tinyContext(store), store: null }])
      await expect(recordStage(stage, { steps: 1 }, context)).rejects.toThrow(
        `starts from stage ${stageIdOf(dense)}, which is not there`,
      );
    const noise: Initial = { kind: 'noise', ...order, replicate: 0, deviation: 2 };
    const noisy = tinyTraining({ initial: noise, initialStd: 0.1 });
    const alone = { ...tinyContext(store), store: null };
    const { tensors } = await recordStage(noisy, { steps: 1 }, alone);
    const text = `${names.noise({ ...order, replicate: 0 })} deviation=2 std=0.1`;
    const weights = initialWeights(modelByName('mlp-8-12-6-3'), text);
    expect(tensors.get('init.fc1.weight')!.data).toEqual(weights.get('fc1.weight'));
  }));

test('with masks alone, weights stay until training went on from them, and where analyses read them', () =>
  withStore(async (store) => {
    const on = tinyTicket(stageIdOf(pruned), { initial: trained(dense) });
    const [d, p, o] = [dense, pruned, on].map(stageIdOf) as [string, string, string];
    const placed = [
      { id: d, dependsOn: [], payload: dense },
      { id: p, dependsOn: [d], payload: pruned },
      { id: o, dependsOn: [p], payload: on },
    ];
    const told = keepMasks(store, placed);
    const staying = keepMasks(store, placed, [d]);
    const saved: number[][] = [];
    for (const stage of [dense, pruned, on]) {
      const id = await executeStage(stage, tinyContext(store));
      saved.push([staying(id), told(id)]);
    }
    expect(saved.map((both) => both.map((bytes) => bytes > 0))).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
    for (const id of [d, o])
      expect(() => readSurvivors(store, id)).toThrow('was dropped to save room');
  }));
