import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@sweepstake/store';
import { expect, test } from 'vitest';
import { backendByName } from './backends.ts';
import type { CheckpointEvent, StageContext } from './context.ts';
import { executeStage } from './execute-stage.ts';
import type { Initial, MagnitudePruneStage, Stage, TrainStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { stageFileOf, tinyContext, tinyResidual, tinyTraining, withStore } from './tiny.testing.ts';

const at = { every: 3, at: [2, 4, 5], test: 'early-stop', trainAccuracy: true } as const;
const moved = tinyResidual({ iterations: 5, evaluation: at, keep: [2] });

/** A dense training, its pruning, and the training of the ticket. */
function chain(dense: TrainStage, rewind?: number): Stage[] {
  const from =
    rewind === undefined ? {} : { rewind: { stage: stageIdOf(dense), iteration: rewind } };
  const pruning: MagnitudePruneStage = {
    kind: 'prune',
    criterion: 'global-magnitude',
    from: stageIdOf(dense),
    rates: { hidden: 0.5, output: 0.5, convolution: 0.5, shortcut: 0.5 },
    ...from,
  };
  const order = { ...dense.order, round: 1 };
  return [dense, pruning, { ...dense, mask: { stage: stageIdOf(pruning) }, order, ...from }];
}

const networks: Record<string, (backend: object) => Stage[]> = {
  'a dense network with Adam, kept weights and its ticket': (backend) =>
    chain(
      tinyTraining({ ...backend, iterations: 7, keep: [3], evaluation: { ...at, test: 'grid' } }),
    ),
  'a residual network with momentum, warm-up, moved images, rewound to 2': (backend) =>
    chain({ ...moved, ...backend }, 2),
  'a network with dropout and normalisation': (backend) =>
    chain({ ...moved, ...backend, network: 'conv-2/w0.0625/dropout0.5', keep: undefined }),
  'what begins with other weights than theta_0': (backend) => {
    const dense = tinyTraining({ ...backend, iterations: 3, initialStd: 0.2 });
    const [first, pruning] = chain(dense) as [TrainStage, MagnitudePruneStage, TrainStage];
    const of = stageIdOf(pruning);
    const at = { seed: 0, trial: 1 };
    const drawn = { ...at, round: 1, replicate: 0 };
    const initials: Initial[] = [
      { kind: 'resample', ...drawn, of },
      { kind: 'noise', ...drawn, deviation: 0.5 },
      { kind: 'trained', ...at, stage: stageIdOf(dense) },
    ];
    const evaluation = { ...dense.evaluation, examples: 30 };
    const under = { ...dense, mask: { stage: of }, evaluation };
    return [first, pruning, ...initials.map((initial): TrainStage => ({ ...under, initial }))];
  },
  'a diverging training': (backend) => [
    tinyTraining({
      ...backend,
      iterations: 8,
      optimizer: { kind: 'sgd', weightDecay: 0 },
      schedule: { learningRate: 1e30 },
    }),
  ],
};

/** Runs a stage in lives of one update each, as many as it takes. */
async function inLives(stage: Stage, context: StageContext): Promise<number> {
  for (let lives = 1; ; lives++) {
    let asked = 0;
    try {
      await executeStage(stage, { ...context, stop: () => ++asked > 1 });
      return lives;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SWEEPSTAKE_STAGES_STOPPED') throw error;
    }
  }
}

const bytesOf = (store: Store, stages: readonly Stage[]) =>
  stages.map((stage) => readFileSync(stageFileOf(store, stageIdOf(stage))).toString('hex'));

const cases = ['reference', 'engine', 'tfjs-wasm'].flatMap((name) =>
  Object.entries(networks).map(([what, make]) => [name, what, make] as const),
);

test.each(cases)(
  'on %s, %s ends with the same bytes when it is stopped after every update',
  async (name, _, make) => {
    const { numerics } = await backendByName(name);
    const stages = make({ backend: name, numerics });
    const whole = await withStore(async (store) => {
      for (const stage of stages) await executeStage(stage, tinyContext(store));
      return bytesOf(store, stages);
    });
    await withStore(async (store) => {
      const continued: number[] = [];
      const tell = (event: CheckpointEvent) => {
        if (event.kind === 'continued') continued.push(event.iteration);
      };
      let lives = 0;
      for (const stage of stages) lives += await inLives(stage, tinyContext(store, { tell }));
      expect(bytesOf(store, stages)).toEqual(whole);
      expect(continued).toHaveLength(lives - stages.length);
      if (stages.length > 1) expect(lives).toBeGreaterThan(8);
      expect(store.checkpoints()).toEqual([]);
    });
  },
);

test('checkpoints are written at the interval asked for, or every minute and more seldom where they are slow', () =>
  withStore(async (store) => {
    const stage = tinyTraining({ iterations: 40 });
    const written = async (checkpointEvery: number | undefined, slow: number) => {
      let now = 0;
      const events: CheckpointEvent[] = [];
      const { checkpoint } = store;
      const slowly: Store = {
        ...store,
        checkpoint: (id) => {
          const file = checkpoint(id);
          return { ...file, write: (state) => ((now += slow), file.write(state)) };
        },
      };
      // Ten seconds before every point, the first included; nothing is published, so that the next one trains again.
      const context = tinyContext(
        { ...slowly, publish: () => {} },
        {
          clock: () => now,
          report: () => {},
          checkpointEvery,
          stop: () => ((now += 10), false),
          tell: (event) => events.push(event),
        },
      );
      await executeStage(stage, context);
      return events.map((event) => (event.kind === 'checkpointed' ? event.iteration : event.kind));
    };
    expect(await written(100, 0)).toEqual([9, 19, 29, 39]);
    expect(await written(undefined, 1)).toEqual([5, 25]);
  }));

test('a checkpoint that a stop wrote is told with its size, and is gone when the stage is published', () =>
  withStore(async (store) => {
    const events: CheckpointEvent[] = [];
    const stage = tinyTraining();
    const id = stageIdOf(stage);
    let asked = 0;
    const context = tinyContext(store, { tell: (event) => events.push(event) });
    await expect(executeStage(stage, { ...context, stop: () => ++asked > 7 })).rejects.toThrow(
      'was stopped at iteration 7',
    );
    const { byteLength } = readFileSync(join(store.root, 'checkpoints', id));
    expect(events).toEqual([{ kind: 'checkpointed', iteration: 7, bytes: byteLength, seconds: 0 }]);
    expect(store.checkpoints()).toEqual([id]);
    await executeStage(stage, context);
    expect(events.at(-1)).toEqual({ kind: 'continued', iteration: 7 });
    expect(store.checkpoints()).toEqual([]);
  }));

test('a damaged checkpoint is named, put aside and not used, and the result is the same', () =>
  withStore(async (store) => {
    const stage = tinyTraining();
    const id = stageIdOf(stage);
    const whole = await withStore(async (other) => {
      await executeStage(stage, tinyContext(other));
      return bytesOf(other, [stage]);
    });
    let asked = 0;
    const stopped = executeStage(stage, tinyContext(store, { stop: () => ++asked > 20 }));
    await expect(stopped).rejects.toThrow('iteration 20');
    const path = join(store.root, 'checkpoints', id);
    const bytes = readFileSync(path);
    for (const [why, damaged] of [
      ['it is empty', Buffer.alloc(0)],
      [/it has \d+ bytes instead of \d+/, bytes.subarray(0, bytes.length - 1)],
      [/weights\.safetensors does not match its sha256/, flipped(bytes, bytes.length - 5)],
    ] as const) {
      writeFileSync(path, damaged);
      const events: CheckpointEvent[] = [];
      await executeStage(stage, tinyContext(store, { tell: (event) => events.push(event) }));
      expect(events).toMatchObject([{ kind: 'checkpoint-refused' }]);
      const { message } = events[0] as { message: string };
      expect(message).toMatch(why);
      expect(message).toMatch(
        new RegExp(`^the checkpoint of stage ${id} is damaged .*put aside as .*starts over$`),
      );
      expect(bytesOf(store, [stage])).toEqual(whole);
      store.setAside(id);
    }
  }));

test('a checkpoint of another format or numerics is not used', () =>
  withStore(async (store) => {
    const stage = tinyTraining();
    const id = stageIdOf(stage);
    for (const record of [
      { format: 'sweepstake checkpoint 0' },
      { format: 'sweepstake checkpoint 1' },
    ]) {
      store.checkpoint(id).write({ record, files: new Map() });
      const events: CheckpointEvent[] = [];
      await executeStage(stage, tinyContext(store, { tell: (event) => events.push(event) }));
      expect(events).toMatchObject([
        { kind: 'checkpoint-refused', message: expect.stringContaining('is not used: it is ') },
      ]);
      store.setAside(id);
    }
  }));

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}
