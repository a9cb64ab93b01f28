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

/** Ten classes of 32x32 images in three channels, of which class c has a bright column. */
function draw(name: string, count: number) {
  const stream = new Stream(name);
  const targets = Uint8Array.from({ length: count }, () => stream.below(10));
  const inputs = Uint8Array.from(
    { length: count * 3072 },
    (_, i) =>
      stream.below(100) + (Math.floor((i % 32) / 3) === targets[Math.floor(i / 3072)] ? 150 : 0),
  );
  return { count, shape: [3, 32, 32], inputs, targets, scaling: { divisor: [255], offset: [0] } };
}

const images = {
  name: 'strokes-32',
  title: 'columns',
  train: draw('columns(train)', 60),
  test: draw('columns(test)', 10),
  classes: 10,
  channels: 3,
  source: 'drawn for a test',
};

// The smoke presets on fewer and smaller everything, by the backend that is slow.
test.each([
  ['conv-2', 'conv-2/w0.0625'],
  ['conv-2', 'conv-2/w0.0625/dropout0.5'],
  ['resnet-18', 'resnet-cifar-8/w0.125'],
  ['vgg-19', 'vgg-11/w0.0625'],
])('the smoke preset of %s runs to the end on %s', async (experiment, network) => {
  const config = applyOverrides(configOf(experiment, 'smoke'), [
    `network=${network}`,
    'backend=reference',
    'validation=10',
    'batch=8',
    'iterations=4',
    'evaluation.every=4',
    'evaluation.at=2,4',
    'evaluation.train_accuracy=true',
    'trials=1',
    'rounds=1',
    'reinit.rounds=1',
  ]);
  const plan = expand(config, 'reference-1');
  const store = openStore(join(root, 'runs'));
  const context: StageContext = { store, datasets: new Map([['strokes-32', images]]) };
  for (const { payload } of plan.stages) await executeStage(payload, context);
  const runs = [...collectRuns(plan, (id) => readRun(store, id))];
  expect(runs.map(({ variant, round }) => `${variant} ${round}`)).toEqual([
    'ticket 0',
    'ticket 1',
    'reinit 1',
  ]);
  for (const { diverged, values } of runs) {
    expect(diverged).toBe(false);
    const at = (metric: string) =>
      values.filter((value) => value.metric === metric && value.at === 'iteration');
    expect(at('validation_loss').map(({ iteration }) => iteration)).toEqual([0, 2, 4]);
    expect(at('test_accuracy').map(({ iteration }) => iteration)).toEqual([2, 4]);
    expect(at('train_accuracy').map(({ iteration }) => iteration)).toEqual([2, 4]);
  }
  const expected = Number(/\((.*)%\)/.exec(plan.stages[2]!.label)![1]);
  expect(runs[1]!.percentRemaining).toBeCloseTo(expected, 1);
});
