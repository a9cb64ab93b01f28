import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import type { PlannedStage } from '@sweepstake/experiments';
import { expect, test } from 'vitest';
import { stageSeconds } from './estimate/stage-costs.ts';
import { Tracker } from './progress/tracker.ts';

/** Dense trainings of two trials, which cost the same. */
function twoTrainings(): [PlannedStage, PlannedStage] {
  const config = applyOverrides(configOf('figure-3', 'tiny'), ['rounds=0', 'trials=2']);
  const stages = expand(config, 'engine-1').stages.filter(
    ({ payload }) => payload.kind === 'train',
  );
  expect(stages.map(({ label }) => label)).toEqual([
    'trial 0 round 0 ticket (100.0%)',
    'trial 1 round 0 ticket (100.0%)',
  ]);
  return stages as [PlannedStage, PlannedStage];
}

/** Of any training the same, of a pruning nothing. */
const secondsOf = ({ payload }: PlannedStage): number => (payload.kind === 'train' ? 7 : 0);

const started = ({ id, label }: PlannedStage, worker = 0) =>
  ({ kind: 'stage-started', id, label, worker }) as const;

const report = ({ id }: PlannedStage, iteration: number, worker = 0) =>
  ({
    kind: 'stage-progress',
    id,
    worker,
    progress: { iteration, iterations: 100, loss: null },
  }) as const;

test('the time left counts from a training’s first report, not from the start of its worker', () => {
  let now = 0;
  const stages = twoTrainings();
  const tracker = new Tracker({ pending: stages, secondsOf, workers: 1, clock: () => now });
  tracker.take(started(stages[0]));
  now = 1000;
  tracker.take(report(stages[0], 0));
  expect(tracker.secondsLeft()).toBeNull();
  now = 1010;
  tracker.take(report(stages[0], 50));
  expect(tracker.secondsLeft()).toBeCloseTo(30, 6);
});

test('what a training had done before it continues is no work of this run', () => {
  let now = 0;
  const stages = twoTrainings();
  const tracker = new Tracker({ pending: stages, secondsOf, workers: 1, clock: () => now });
  tracker.take(started(stages[0]));
  tracker.take(report(stages[0], 80));
  now = 10;
  tracker.take(report(stages[0], 90));
  expect(tracker.secondsLeft()).toBeCloseTo(110, 6);
  now = 20;
  tracker.take({ kind: 'stage-finished', id: stages[0].id, worker: 0, seconds: 20, value: null });
  expect(tracker.secondsLeft()).toBeCloseTo(100, 6);
  expect(tracker.done).toBe(1);
});

test('with more workers than chains that are left, the longest chain decides', () => {
  let now = 0;
  const stages = twoTrainings();
  const tracker = new Tracker({ pending: stages, secondsOf, workers: 2, clock: () => now });
  for (const [worker, stage] of stages.entries()) {
    tracker.take(started(stage, worker));
    tracker.take(report(stage, 0, worker));
  }
  now = 10;
  tracker.take(report(stages[0], 50, 0));
  tracker.take(report(stages[1], 25, 1));
  // Three quarters of a training in 10 s of two workers; 0.75 of one is left, on one of them.
  expect(tracker.secondsLeft()).toBeCloseTo(20, 6);
});

test('a training counts as much as it is expected to take beside others', () => {
  let now = 0;
  const stages = twoTrainings();
  const long = stages[1].id;
  const tracker = new Tracker({
    pending: stages,
    secondsOf: ({ id }) => (id === long ? 21 : 7),
    workers: 1,
    clock: () => now,
  });
  tracker.take(started(stages[0]));
  tracker.take(report(stages[0], 0));
  now = 10;
  tracker.take({ kind: 'stage-finished', id: stages[0].id, worker: 0, seconds: 10, value: null });
  expect(tracker.secondsLeft()).toBeCloseTo(30, 6);
});

test('of figure 34, Conv-6 is expected to take longer than Conv-2, which has more weights', () => {
  const plan = expand(configOf('figure-34', 'reduced'), 'engine-1');
  const seconds = stageSeconds(plan);
  const dense = (network: string) =>
    seconds(plan.stages.find(({ label }) => label.startsWith(`${network}/`))!);
  expect(dense('conv-6')).toBeGreaterThan(1.5 * dense('conv-2'));
});
