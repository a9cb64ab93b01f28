import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stream } from '@sweepstake/random';
import { executeStage, readRun } from '@sweepstake/stages';
import type { StageContext } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectRuns } from './collect-runs.ts';
import { expand } from './expand.ts';
import { configOf } from './figures.ts';
import { applyOverrides } from './overrides.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sweepstake-experiments-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const config = applyOverrides(configOf('figure-3', 'tiny'), [
  'dataset=tiny',
  'network=mlp-6-10-3',
  'validation=40',
  'backend=reference',
  'learning_rate=0.01',
  'batch=20',
  'evaluation.test=grid',
]);
const plan = expand(config, 'reference-1');

/** Three classes of six noisy features, of which class c raises features c and c + 3. */
function draw(name: string, count: number) {
  const stream = new Stream(name);
  const targets = Uint8Array.from({ length: count }, () => stream.below(3));
  const inputs = Float32Array.from(
    { length: count * 6 },
    (_, i) => stream.normal() + ((i % 6) % 3 === targets[Math.floor(i / 6)] ? 2 : 0),
  );
  return { count, shape: [6], inputs, targets, scaling: { divisor: [1], offset: [0] } };
}

const tiny = {
  name: 'tiny',
  title: 'tiny',
  train: draw('tiny(train)', 240),
  test: draw('tiny(test)', 50),
  classes: 3,
  channels: 1,
  source: 'drawn for a test',
};

const contextIn = (folder: string): StageContext => ({
  store: openStore(join(root, folder)),
  datasets: new Map([['tiny', tiny]]),
});

/** Runs a plan, of the stages that are ready always the first or always the last. */
async function runAll(context: StageContext, pick: 0 | -1): Promise<void> {
  const done = new Set<string>();
  while (done.size < plan.stages.length) {
    const ready = plan.stages.filter(
      ({ id, dependsOn }) => !done.has(id) && dependsOn.every((before) => done.has(before)),
    );
    done.add(await executeStage(ready.at(pick)!.payload, context));
  }
}

const collect = ({ store }: StageContext) => [
  ...collectRuns(plan, (id) => (store.has(id) ? readRun(store, id) : null)),
];

test('an experiment runs to the end and every run becomes numbers under its labels', async () => {
  const context = contextIn('runs');
  await runAll(context, 0);
  const runs = collect(context);
  expect(runs.map(({ variant, round, trial }) => `${variant} ${round} ${trial}`)).toEqual([
    'ticket 0 0',
    'ticket 1 0',
    'ticket 2 0',
    'reinit 2 0',
    'ticket 0 1',
    'ticket 1 1',
    'ticket 2 1',
    'reinit 2 1',
  ]);
  const [dense, first] = runs;
  expect(dense).toMatchObject({
    experiment: 'figure-3',
    preset: 'tiny',
    dataset: 'tiny',
    backend: 'reference',
    numerics: 'reference-1',
    network: 'mlp-6-10-3',
    setting: 'batch=20;evaluation.test=grid;learning_rate=0.01;validation=40',
    percentRemaining: 100,
    replicate: 0,
    diverged: false,
  });
  // 60 and 30 weights less 40% and 20%.
  expect(first!.percentRemaining).toBeCloseTo((100 * (36 + 24)) / 90, 12);

  const values = dense!.values.filter(({ metric }) => metric === 'validation_accuracy');
  expect(values.map(({ at, iteration }) => `${at} ${iteration}`)).toEqual([
    'iteration 0',
    'iteration 20',
    'iteration 40',
    'iteration 60',
    `early_stop ${dense!.earlyStop!.iteration}`,
    'end 60',
  ]);
  expect(values.at(-1)!.value).toBeGreaterThan(0.7);
  expect(dense!.values).toContainEqual({
    metric: 'early_stop_iteration',
    at: 'early_stop',
    iteration: dense!.earlyStop!.iteration,
    value: dense!.earlyStop!.iteration,
  });
});

const records = ({ store }: StageContext) => store.list().map((id) => store.record(id));

test('stages that run in another order leave the same store and the same runs', async () => {
  const [one, two] = [contextIn('one'), contextIn('two')];
  await runAll(one, 0);
  await runAll(two, -1);
  expect(records(two)).toEqual(records(one));
  expect(collect(two)).toEqual(collect(one));
});

test('only finished stages are collected', async () => {
  const context = contextIn('runs');
  await executeStage(plan.stages[0]!.payload, context);
  expect(collect(context).map(({ stage }) => stage)).toEqual([plan.stages[0]!.id]);
});

test('a diverged run is marked, its end is its divergence, and it holds finite numbers only', async () => {
  const context = contextIn('runs');
  const wild = expand(
    applyOverrides(config, ['optimizer.kind=sgd', 'learning_rate=1e30', 'trials=1']),
    'reference-1',
  );
  const { store } = context;
  const id = await executeStage(wild.stages[0]!.payload, context);
  const [run] = [...collectRuns(wild, (stage) => (stage === id ? readRun(store, id) : null))];
  expect(run!.diverged).toBe(true);
  expect(run!.values.every(({ value }) => Number.isFinite(value))).toBe(true);
  const { iteration } = readRun(store, id).record.diverged!;
  expect(run!.values.filter(({ at }) => at === 'end')).toEqual([
    { metric: 'diverged', at: 'end', iteration, value: iteration },
  ]);
});

test('a test set that is measured at early stop and at the end only gives no points of a curve', () => {
  const early = expand(applyOverrides(config, ['evaluation.test=early-stop']), 'reference-1');
  const curve = {
    iteration: [0, 20, 40],
    validation_loss: [3, 1, 2],
    validation_accuracy: [0.1, 0.6, 0.5],
    test_loss: [null, 1.5, 2.5],
    test_accuracy: [null, 0.55, 0.45],
    points: {
      early_stop: { iteration: 20, censored: false, train_loss: null, train_accuracy: null },
      end: { iteration: 40, train_loss: null, train_accuracy: null },
    },
    diverged: null,
  };
  const record = {
    kind: 'train' as const,
    diverged: null,
    earlyStop: { iteration: 20, censored: false },
    iterations: 40,
    percentRemaining: 100,
    survivors: {},
  };
  const [run] = collectRuns(early, () => ({ curve, record }));
  const test = run!.values.filter(({ metric }) => metric === 'test_accuracy');
  expect(test.map(({ at, iteration, value }) => [at, iteration, value])).toEqual([
    ['early_stop', 20, 0.55],
    ['end', 40, 0.45],
  ]);
  expect(run!.values.filter(({ at }) => at === 'iteration')).toHaveLength(6);
});
