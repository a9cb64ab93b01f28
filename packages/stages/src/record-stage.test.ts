import { modelByName } from '@sweepstake/models';
import { decode } from '@sweepstake/safetensors';
import { parseRecordedRun } from '@sweepstake/training';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import { initialWeights } from './initial-weights.ts';
import { readRun } from './read-run.ts';
import { recordStage } from './record-stage.ts';
import type { PruneStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { readSurvivors } from './survivors.ts';
import { readTicket } from './ticket.ts';
import { tinyContext, tinyDataset, tinyResidual, tinyTraining, withStore } from './tiny.testing.ts';

const pruning = (from: string): PruneStage => ({
  kind: 'prune',
  criterion: 'layerwise-magnitude',
  from,
  rates: { hidden: 0.3, output: 0.2 },
});

test('all steps of a training end where the training itself ended, bit for bit', () =>
  withStore(async (store) => {
    const stage = tinyTraining();
    const id = await executeStage(stage, tinyContext(store));
    const { tensors, metadata } = await recordStage(
      stage,
      { steps: 40, labels: { label: 'all of it' } },
      tinyContext(store),
    );
    expect(metadata).toMatchObject({ stage: id, label: 'all of it', steps: '40', batch: '20' });
    for (const [name, weights] of readSurvivors(store, id).weights)
      expect(tensors.get(`final.${name}`)!.data, name).toEqual(weights);
    expect(readRun(store, id).record.diverged).toBeNull();
  }));

test('a dense training needs no store, and starts from the weights of its stream', async () => {
  const stage = tinyTraining({ network: 'mlp-8-3' });
  const context = { datasets: new Map([['tiny', tinyDataset()]]), store: null };
  const { bytes } = await recordStage(stage, { steps: 1 }, context);
  const run = parseRecordedRun(decode(bytes));
  expect(run.network).toEqual({ zoo: 'mlp-8-3' });
  expect(run.init).toEqual(initialWeights(modelByName('mlp-8-3'), 'init(0,1)'));
  expect(run.masks).toBeNull();
});

test('a ticket has the masks of its pruning, and says which stage is not there', () =>
  withStore(async (store) => {
    const dense = tinyTraining();
    const prune = pruning(stageIdOf(dense));
    const ticket = tinyTraining({ mask: { stage: stageIdOf(prune) } });
    const unfinished = recordStage(ticket, { steps: 2 }, tinyContext(store));
    await expect(unfinished).rejects.toMatchObject({
      code: 'SWEEPSTAKE_STAGES_NOT_FINISHED',
      message: expect.stringContaining(`starts from stage ${stageIdOf(prune)}`),
    });
    for (const stage of [dense, prune]) await executeStage(stage, tinyContext(store));
    const { bytes } = await recordStage(ticket, { steps: 2 }, tinyContext(store));
    const { masks } = parseRecordedRun(decode(bytes));
    expect(masks).toEqual(readTicket(store, stageIdOf(prune)).masks);
  }));

test('a rewound training starts with the running statistics and the rates of its iteration', () =>
  withStore(async (store) => {
    const dense = tinyResidual({ keep: [2] });
    const id = await executeStage(dense, tinyContext(store));
    const rewound = tinyResidual({ rewind: { stage: id, iteration: 2 } });
    const { bytes, tensors } = await recordStage(rewound, { steps: 2 }, tinyContext(store));
    const run = parseRecordedRun(decode(bytes));
    expect(run.statistics).toEqual(readSurvivors(store, id, 2).statistics);
    // A warm-up of 2 is over; the milestone 3 multiplies the rate of update 4 by 0.1.
    expect([...run.learningRates!]).toEqual([0.1, expect.closeTo(0.01, 12)]);
    expect(tensors.get('inputs')!.shape).toEqual([16, 3, 32, 32]);
  }));

test.each([0, 41, 1.5, NaN])('%d steps of forty are refused', async (steps) => {
  const context = { datasets: new Map([['tiny', tinyDataset()]]), store: null };
  await expect(recordStage(tinyTraining(), { steps }, context)).rejects.toMatchObject({
    code: 'SWEEPSTAKE_STAGES_STEPS',
    message: `steps is ${steps}; give a whole number from 1 to 40, the updates of this training`,
  });
});

test('other numerics and data that are not loaded are refused', async () => {
  const context = { datasets: new Map([['tiny', tinyDataset()]]), store: null };
  const other = recordStage(tinyTraining({ numerics: 'reference-0' }), { steps: 1 }, context);
  await expect(other).rejects.toMatchObject({ code: 'SWEEPSTAKE_STAGES_NUMERICS' });
  const unknown = recordStage(tinyTraining({ dataset: 'mnist' }), { steps: 1 }, context);
  await expect(unknown).rejects.toMatchObject({ code: 'SWEEPSTAKE_STAGES_DATASET_NOT_LOADED' });
});
