import { expect, test } from 'vitest';
import { backendByName } from './backends.ts';
import { executeStage } from './execute-stage.ts';
import { keepMasks } from './keep-masks.ts';
import { measureStage } from './measure-stage.ts';
import { readRun } from './read-run.ts';
import { readTicket } from './ticket.ts';
import type { MagnitudePruneStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { tinyContext, tinyResidual, tinyTraining, withStore } from './tiny.testing.ts';

const refuse = (): never => {
  throw new Error('asked for a backend');
};

test.each(['reference', 'engine'])(
  'on %s, what is measured later is what the training recorded, bit for bit',
  async (name) => {
    const { numerics } = await backendByName(name);
    const evaluation = { every: 2, test: 'grid', trainAccuracy: true } as const;
    const dense = tinyResidual({ backend: name, numerics, evaluation, keep: [2] });
    const pruning: MagnitudePruneStage = {
      kind: 'prune',
      criterion: 'global-magnitude',
      from: stageIdOf(dense),
      rates: { convolution: 0.6 },
    };
    const ticket = { ...dense, mask: { stage: stageIdOf(pruning) } };
    await withStore(async (store) => {
      const context = tinyContext(store);
      for (const stage of [dense, pruning, ticket]) await executeStage(stage, context);
      for (const stage of [dense, ticket]) {
        const id = stageIdOf(stage);
        const { curve } = readRun(store, id);
        const measure = (subset: 'train' | 'validation' | 'test', kept?: number) =>
          measureStage(id, { subset, kept }, context);
        expect(await measure('test')).toMatchObject({
          iteration: 4,
          loss: curve.test_loss.at(-1),
          accuracy: curve.test_accuracy.at(-1),
          sums: { count: 20 },
        });
        const kept = await measure('validation', 2);
        expect([kept.iteration, kept.loss]).toEqual([2, curve.validation_loss[1]]);
        const { loss, accuracy } = await measure('train');
        const { train_loss, train_accuracy } = curve.points.end;
        expect([loss, accuracy]).toEqual([train_loss, train_accuracy]);
      }
    });
  },
);

test('what cannot be measured is refused by name', () =>
  withStore(async (store) => {
    const wild = tinyTraining({
      optimizer: { kind: 'sgd', weightDecay: 0 },
      schedule: { learningRate: 1e30 },
    });
    const dense = tinyTraining();
    const pruning: MagnitudePruneStage = {
      kind: 'prune',
      criterion: 'layerwise-magnitude',
      from: stageIdOf(dense),
      rates: { hidden: 0.5 },
    };
    const context = tinyContext(store);
    for (const stage of [wild, dense, pruning]) await executeStage(stage, context);
    const measure = (id: string, kept?: number) =>
      measureStage(id, { subset: 'test', kept }, { ...context, backendByName: refuse });
    await expect(measure(stageIdOf(wild))).rejects.toMatchObject({
      code: 'SWEEPSTAKE_STAGES_NOTHING_TO_MEASURE',
    });
    await expect(measure(stageIdOf(pruning))).rejects.toThrow('is a prune, not a training');
    await expect(measure(stageIdOf(dense), 3)).rejects.toThrow('did not keep the weights of');
  }));

test('with masks alone, weights go once all that needs them is there, and everything else stays', () =>
  withStore(async (store) => {
    const dense = tinyTraining({ keep: [4] });
    const pruning: MagnitudePruneStage = {
      kind: 'prune',
      criterion: 'layerwise-magnitude',
      from: stageIdOf(dense),
      rates: { hidden: 0.5 },
    };
    const order = { seed: 0, trial: 1, round: 1 };
    const ticket = tinyTraining({ mask: { stage: stageIdOf(pruning) }, order });
    const rewound = { ...ticket, rewind: { stage: stageIdOf(dense), iteration: 4 } };
    const [d, p, t, r] = [dense, pruning, ticket, rewound].map(stageIdOf) as [
      string,
      string,
      string,
      string,
    ];
    const placed = [
      { id: d, dependsOn: [], payload: dense },
      { id: p, dependsOn: [d], payload: pruning },
      { id: t, dependsOn: [p], payload: ticket },
      // As plans say it: what is rewound waits for its mask, which is newer than the weights.
      { id: r, dependsOn: [p], payload: rewound },
    ];
    const context = tinyContext(store);
    const told = keepMasks(store, placed);
    const saved: number[] = [];
    for (const stage of [dense, pruning, ticket, rewound])
      saved.push(told(await executeStage(stage, context)));
    expect(saved.map((bytes) => bytes > 0)).toEqual([false, false, true, true]);
    // Telling it once more, or from the beginning in another process, saves nothing more.
    const again = keepMasks(store, placed);
    expect([told(d), ...[r, t, p, d].map(again)]).toEqual([0, 0, 0, 0, 0]);

    expect(store.list()).toEqual([d, p, t, r].sort());
    for (const id of store.list()) store.verify(id);
    expect(readTicket(store, p).masks.size).toBe(3);
    expect(readRun(store, d).curve.iteration).toHaveLength(5);
    for (const file of ['survivors.safetensors', 'kept-4.safetensors'])
      expect(() => store.read(d, file)).toThrow(`${file} of stage ${d} was dropped to save room`);
    await expect(measureStage(t, { subset: 'test' }, context)).rejects.toMatchObject({
      code: 'SWEEPSTAKE_STORE_DROPPED',
    });
    // A finished stage stays finished.
    await executeStage(dense, { ...context, backendByName: refuse });
  }));
