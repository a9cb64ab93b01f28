import { expect, test } from 'vitest';
import { aggregateInOrder, aggregateRuns } from './aggregate-runs.ts';
import { divergedRuns } from './diverged-runs.ts';
import { compareRunNames } from './group-runs.ts';
import type { RunResult } from './run-result.ts';
import { smallStudy, syntheticRun } from './runs.fixture.ts';
import { summaryCsv } from './summary-csv.ts';
import type { SummaryRow } from './summary-row.ts';

const find = (rows: readonly SummaryRow[], metric: string, at: string): SummaryRow => {
  const row = rows.find((row) => row.metric === metric && row.at === at);
  if (row === undefined) throw new Error(`no row ${metric} ${at}`);
  return row;
};

const same = (name: Partial<RunResult>, run: RunResult): boolean =>
  run.network === name.network &&
  run.setting === (name.setting ?? '') &&
  run.variant === (name.variant ?? 'ticket');

test('mean, minimum and maximum of 1, 2, ..., n are (n + 1) / 2, 1 and n', () => {
  const runs = [1, 2, 3, 4, 5].map((k) => syntheticRun({ trial: k, stop: k, end: k / 10 }));
  const rows = aggregateRuns(runs);
  expect(find(rows, 'early_stop_iteration', 'early_stop')).toEqual({
    experiment: 'figure-3',
    preset: 'smoke',
    dataset: 'strokes',
    backend: 'engine',
    numerics: 'n1',
    network: 'lenet-300-100',
    variant: 'ticket',
    setting: '',
    round: 0,
    percent_remaining: 100,
    iteration: null,
    metric: 'early_stop_iteration',
    at: 'early_stop',
    mean: 3,
    min: 1,
    max: 5,
    trials: 5,
    runs: 5,
    censored: 0,
  });
  expect(find(rows, 'test_accuracy', 'end')).toMatchObject({ mean: 0.3, min: 0.1, max: 0.5 });
  expect(find(rows, 'test_accuracy', 'end').iteration).toBe(400);
  expect(rows.filter((row) => row.at === 'iteration').map((row) => row.iteration)).toEqual([
    0, 400,
  ]);
});

test('three reinitialisations of five trials are 15 runs, extremes over all of them', () => {
  const runs: RunResult[] = [];
  for (let trial = 0; trial < 5; trial++) {
    for (let replicate = 0; replicate < 3; replicate++) {
      runs.push(
        syntheticRun({ variant: 'reinit', trial, replicate, stop: 10 * trial + replicate }),
      );
    }
  }
  const row = find(aggregateRuns(runs), 'early_stop_iteration', 'early_stop');
  expect(row).toMatchObject({ mean: 21, min: 0, max: 42, trials: 5, runs: 15 });
});

test('the bytes of the table do not depend on the order in which runs arrive', () => {
  const expected = summaryCsv(aggregateRuns(smallStudy()));
  let state = 12345;
  for (let repeat = 0; repeat < 20; repeat++) {
    const runs = smallStudy();
    for (let i = runs.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const j = state % (i + 1);
      const [a, b] = [runs[i], runs[j]];
      if (a !== undefined && b !== undefined) [runs[i], runs[j]] = [b, a];
    }
    expect(summaryCsv(aggregateRuns(runs)), `repeat ${repeat}`).toBe(expected);
  }
});

test('a censored early stop stays in the mean and is counted', () => {
  const runs = [100, 400, 400].map((stop, trial) => syntheticRun({ trial, stop }));
  const row = find(aggregateRuns(runs), 'early_stop_iteration', 'early_stop');
  expect(row).toMatchObject({ mean: 300, min: 100, max: 400, runs: 3, censored: 2 });
});

test('a diverged run is left out of every number and listed', () => {
  const runs = [
    syntheticRun({ trial: 0, stop: 100 }),
    syntheticRun({ trial: 1, stop: 399, diverged: true, values: [] }),
  ];
  const row = find(aggregateRuns(runs), 'early_stop_iteration', 'early_stop');
  expect(row).toMatchObject({ mean: 100, runs: 1, trials: 1 });
  expect(divergedRuns(runs)).toMatchObject([{ variant: 'ticket', trial: 1, replicate: 0 }]);
  expect(aggregateRuns(runs.slice(1))).toEqual([]);
});

test('a number that only some runs have says how many stand behind it', () => {
  const full = syntheticRun({ trial: 0 });
  const part = syntheticRun({ trial: 1, values: full.values.slice(0, 1) });
  const rows = aggregateRuns([full, part]);
  expect(find(rows, 'early_stop_iteration', 'early_stop').runs).toBe(2);
  expect(find(rows, 'test_accuracy', 'end').runs).toBe(1);
});

test('two numerics versions in one mean are refused, and both are named', () => {
  const runs = [syntheticRun({ numerics: 'n2' }), syntheticRun({ trial: 1 })];
  expect(() => aggregateRuns(runs)).toThrow(/numerics "n1" and "n2".*round 0/);
  expect(() => aggregateRuns(runs)).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_AGGREGATE_MIXED_NUMERICS' }),
  );
});

test('two backends are two groups, each with its own numerics', () => {
  const other = syntheticRun({ backend: 'tfjs', numerics: 'tfjs-4', stop: 100 });
  const rows = aggregateRuns([other, syntheticRun()]);
  const stops = rows.filter((row) => row.metric === 'early_stop_iteration');
  expect(stops.map((row) => [row.backend, row.mean])).toEqual([
    ['engine', 300],
    ['tfjs', 100],
  ]);
});

test('a run passed twice, a length that differs and a number that is not finite are refused', () => {
  expect(() => aggregateRuns([syntheticRun(), syntheticRun()])).toThrow(
    'trial 0, replicate 0 appears twice',
  );
  const long = syntheticRun({
    trial: 1,
    values: [{ metric: 'test_accuracy', at: 'end', iteration: 500, value: 1 }],
  });
  expect(() => aggregateRuns([syntheticRun(), long])).toThrow('iteration 400 and 500');
  expect(() => aggregateRuns([syntheticRun({ end: Number.NaN })])).toThrow('test_accuracy is NaN');
});

test('networks, data sets and settings of one experiment are groups of their own, in the order of run names', () => {
  const names = [
    { dataset: 'mnist', network: 'lenet-300-100' },
    { dataset: 'cifar-10', network: 'conv-6', setting: 'learning_rate=0.0002' },
    { dataset: 'cifar-10', network: 'conv-2', variant: 'ticket' },
    { dataset: 'cifar-10', network: 'conv-2', variant: 'reinit' },
    { dataset: 'cifar-10', network: 'conv-6' },
  ];
  const runs = names.flatMap((name) => [1, 0].map((trial) => syntheticRun({ ...name, trial })));
  const ordered = runs.toSorted(compareRunNames);
  expect(ordered.map((run) => names.findIndex((name) => same(name, run)))).toEqual([
    3, 3, 2, 2, 4, 4, 1, 1, 0, 0,
  ]);
  expect([...aggregateInOrder(ordered)]).toEqual(aggregateRuns(runs));
  expect(aggregateRuns(runs).every((row) => row.trials === 2)).toBe(true);
});

test('runs in order are read one at a time, and rows come as soon as their group has ended', () => {
  const runs = smallStudy().toSorted(compareRunNames);
  let read = 0;
  function* reading(): Generator<RunResult> {
    for (const run of runs) {
      read++;
      yield run;
    }
  }
  const [first] = aggregateInOrder(reading());
  const group = runs.findIndex(({ round }) => round !== runs[0]!.round);
  expect(first).toEqual(aggregateRuns(runs)[0]);
  expect(read).toBe(group + 1);
  expect([...aggregateInOrder(runs)]).toEqual(aggregateRuns(runs.toReversed()));
});

test('a run that comes too late is refused where runs must come in order', () => {
  const [first, second] = [0, 1].map((trial) => syntheticRun({ trial }));
  expect(() => [...aggregateInOrder([second!, first!])]).toThrow(
    'trial 0, replicate 0 comes too late',
  );
});
