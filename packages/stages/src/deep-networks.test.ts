import { drawMoves } from '@sweepstake/datasets';
import { statisticsOf } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { Stream } from '@sweepstake/random';
import type { Backend, Batch, SessionOptions } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import { readRun } from './read-run.ts';
import type { MagnitudePruneStage, TrainStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { readSurvivors } from './survivors.ts';
import { readTicket } from './ticket.ts';
import { tinyContext, tinyResidual, withStore } from './tiny.testing.ts';

const plain = { optimizer: { kind: 'sgd', weightDecay: 0 } } as const;

/** The reference backend, and what is asked of it. */
function watched() {
  const options: SessionOptions[] = [];
  const steps: Batch[] = [];
  const evaluations: Batch[] = [];
  const backend: Backend = {
    ...reference,
    open: async (network, given) => {
      options.push(given);
      const session = await reference.open(network, given);
      const { step, evaluate } = session;
      session.step = (batch, rate) => (steps.push(batch), step.call(session, batch, rate));
      session.evaluate = (batch) => (evaluations.push(batch), evaluate.call(session, batch));
      return session;
    },
  };
  return { options, steps, evaluations, backendByName: () => Promise.resolve(backend) };
}

test('training images are moved by their named stream, and evaluated ones are not', () =>
  withStore(async (store) => {
    const { steps, evaluations, backendByName } = watched();
    const order = { seed: 3, trial: 1, round: 2 };
    const evaluation = { every: 4, test: 'grid', trainAccuracy: true } as const;
    await executeStage(tinyResidual({ order, evaluation }), tinyContext(store, { backendByName }));
    expect(steps).toHaveLength(4);
    for (const [i, { moves }] of steps.entries()) {
      const stream = new Stream(`augment(3,1,2,${i + 1})`);
      expect(moves).toEqual(drawMoves(8, stream, { flip: true, crop: 4 }));
    }
    // Validation and test at iterations 0 and 4, the training set at early stop and at the end.
    expect(evaluations.length).toBeGreaterThanOrEqual(5);
    for (const { moves } of evaluations) expect(moves).toBeUndefined();
  }));

test('moves that move nothing are none, also where the examples are no images', () =>
  withStore(async (store) => {
    const { steps, backendByName } = watched();
    const flat = { network: 'mlp-8-3', dataset: 'tiny' };
    const none = tinyResidual({ ...flat, augmentation: { flip: false, crop: 0 } });
    await executeStage(none, tinyContext(store, { backendByName }));
    for (const { moves } of steps) expect(moves).toBeUndefined();
    await expect(executeStage(tinyResidual(flat), tinyContext(store))).rejects.toMatchObject({
      code: 'SWEEPSTAKE_STAGES_AUGMENTATION',
      message: expect.stringContaining('examples of data set tiny have the shape [8]'),
    });
  }));

test('dropout draws from the stream of its iteration', () =>
  withStore(async (store) => {
    const { options, backendByName } = watched();
    const order = { seed: 0, trial: 1, round: 5 };
    const dropout = { network: 'conv-2/w0.0625/dropout0.5', iterations: 1, order };
    const id = await executeStage(tinyResidual(dropout), tinyContext(store, { backendByName }));
    expect(readRun(store, id).record.diverged).toBeNull();
    expect(options[0]!.dropoutStream!(7)).toBe('dropout(0,1,5,7)');
  }));

test('running statistics are kept with the survivors and with kept weights', () =>
  withStore(async (store) => {
    const id = await executeStage(tinyResidual({ keep: [2] }), tinyContext(store));
    const [kept, end] = [readSurvivors(store, id, 2), readSurvivors(store, id)];
    const known = statisticsOf(modelByName('resnet-cifar-8/w0.125'));
    for (const { statistics, weights } of [kept, end]) {
      expect([...statistics].map(([name, { length }]) => [name, length])).toEqual(
        known.map(({ name, features }) => [name, features]),
      );
      expect(weights.has('bn.running_mean')).toBe(false);
    }
    expect(kept.statistics).not.toEqual(end.statistics);
  }));

// Plain gradient descent has no memory but weights, statistics and streams, so going on from k is the same run.
test.each(['resnet-cifar-8/w0.125', 'conv-2/w0.0625/dropout0.5'])(
  'a training of %s that is rewound to k under no mask ends where the training that kept k ended',
  (network) =>
    withStore(async (store) => {
      const whole = tinyResidual({ ...plain, network, keep: [2] });
      const rest: TrainStage = {
        ...tinyResidual({ ...plain, network }),
        rewind: { stage: stageIdOf(whole), iteration: 2 },
      };
      for (const stage of [whole, rest]) await executeStage(stage, tinyContext(store));
      const [one, two] = [whole, rest].map((stage) => readSurvivors(store, stageIdOf(stage)));
      expect(two!.weights).toEqual(one!.weights);
      expect(two!.statistics).toEqual(one!.statistics);
    }),
);

const pruning = (from: TrainStage, convolution: number): MagnitudePruneStage => ({
  kind: 'prune',
  criterion: 'global-magnitude',
  from: stageIdOf(from),
  rates: { convolution },
});

test('convolutions are pruned together; shortcuts and output are counted and kept; the ticket rewinds', () =>
  withStore(async (store) => {
    const dense = tinyResidual({ keep: [2] });
    const rewind = { stage: stageIdOf(dense), iteration: 2 };
    const prune = { ...pruning(dense, 0.2), rewind };
    for (const stage of [dense, prune]) await executeStage(stage, tinyContext(store));
    const { masks, rewind: ticket } = readTicket(store, stageIdOf(prune));
    expect(ticket!.statistics).toEqual(readSurvivors(store, stageIdOf(dense), 2).statistics);
    const left = (names: string[]) =>
      names.reduce((sum, name) => sum + masks.get(name)!.reduce((a, b) => a + b, 0), 0);
    const kept = ['stage2_block1.down_conv.weight', 'stage3_block1.down_conv.weight', 'fc.weight'];
    // Widths 2, 4 and 8: shortcuts 2 x 4 and 4 x 8, output 8 x 10, of 1,326 weights in all.
    expect(left(kept)).toBe(8 + 32 + 80);
    const others = [...masks.keys()].filter((name) => !kept.includes(name));
    expect(left(others)).toBe(1_206 - Math.round(0.2 * 1_206));
    expect([...masks.keys()].some((name) => /bn|bias/.test(name))).toBe(false);
  }));

test('a network with emptied layers trains and evaluates, and its record names them', () =>
  withStore(async (store) => {
    const dense = tinyResidual();
    const prune = pruning(dense, 0.999);
    const ticket = tinyResidual({ mask: { stage: stageIdOf(prune) } });
    for (const stage of [dense, prune, ticket]) await executeStage(stage, tinyContext(store));
    const { curve, record } = readRun(store, stageIdOf(ticket));
    const gone = Object.entries(record.survivors).filter(([, count]) => count === 0);
    expect(gone.length).toBeGreaterThan(0);
    expect(record.emptied).toEqual(gone.map(([name]) => name.replace('.weight', '')));
    expect(store.record(stageIdOf(prune)).record).toMatchObject({ emptied: record.emptied });
    expect(record.diverged).toBeNull();
    for (const loss of curve.validation_loss) expect(Number.isFinite(loss)).toBe(true);
    expect(readRun(store, stageIdOf(dense)).record).not.toHaveProperty('emptied');
  }));

test('further points are measured on the test and training sets, and change nothing else', () =>
  withStore(async (store) => {
    const without = { every: 3, test: 'early-stop', trainAccuracy: true } as const;
    const at = [1, 2, 4, 9];
    const runs = [];
    for (const evaluation of [without, { ...without, at }]) {
      const id = await executeStage(tinyResidual({ evaluation }), tinyContext(store));
      runs.push({ ...readRun(store, id), end: readSurvivors(store, id).weights });
    }
    const [plain, reported] = runs as [(typeof runs)[0], (typeof runs)[0]];
    expect(plain.curve.iteration).toEqual([0, 3, 4]);
    expect(plain.curve).not.toHaveProperty('reported');
    const { curve } = reported;
    expect(curve.iteration).toEqual([0, 1, 2, 3, 4]);
    for (const t of [1, 2, 4]) expect(curve.test_accuracy[t]).not.toBeNull();
    expect(curve.reported!.map(({ iteration }) => iteration)).toEqual([1, 2, 4]);
    expect(curve.reported!.at(-1)).toEqual(curve.points.end);
    expect(curve.validation_loss.filter((_, i) => [0, 3, 4].includes(i))).toEqual(
      plain.curve.validation_loss,
    );
    expect(reported.end).toEqual(plain.end);
  }));
