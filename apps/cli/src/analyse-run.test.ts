import { join } from 'node:path';
import { aggregateDistributions, distributionTrialsCsv } from '@sweepstake/aggregate';
import type { Distribution } from '@sweepstake/aggregate';
import { ANALYSIS_NAMES } from '@sweepstake/analyses';
import { drawStrokes } from '@sweepstake/datasets';
import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { Stream } from '@sweepstake/random';
import { backendByName, executeStage, paths, readSurvivors, readTicket } from '@sweepstake/stages';
import type { TrainStage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { beforeAll, expect, test } from 'vitest';
import { analyseRun, analysesOf, trainingsAnalysed } from './analyse-run.ts';
import { testFolder } from './testing/command.ts';

const strokes = drawStrokes({ set: 'strokes', train: 400, test: 20 });
const REQUESTS = ANALYSIS_NAMES.map((analysis) => ({ analysis, rounds: [0, 2, 9] }));

async function planOf(overrides: readonly string[]): Promise<Plan> {
  const common = ['trials=2', 'iterations=30', 'validation=40', ...overrides];
  const { numerics } = await backendByName('engine');
  return expand(applyOverrides(configOf('figure-3', 'tiny'), common), numerics);
}

async function run(plan: Plan, store: Store, most = Infinity): Promise<void> {
  const context = { store, datasets: new Map([['strokes', strokes]]) };
  for (const { payload } of plan.stages.slice(0, most)) await executeStage(payload, context);
}

const newStore = (): Store => openStore(join(testFolder(), 'run'));

let plan: Plan;
let store: Store;
let found: Distribution[];
beforeAll(async () => {
  plan = await planOf([]);
  store = newStore();
  await run(plan, store);
  found = [...analyseRun(plan, store, REQUESTS)];
});

const stageAt = (trial: number, round: number): string =>
  plan.runs.find((r) => r.variant === 'ticket' && r.trial === trial && r.round === round)!.stage;

function ticketOf(trial: number, round: number) {
  const { mask } = store.record(stageAt(trial, round)).config as TrainStage;
  return readTicket(store, mask!.stage).masks;
}

/** theta_0 as the stream's definition has it. */
function theta0(trial: number, name: string, shape: readonly [number, number]): Float32Array {
  const stream = new Stream(`init(0,${trial}):${name}`);
  const std = Math.sqrt(2 / (shape[0] + shape[1]));
  return Float32Array.from({ length: shape[0] * shape[1] }, () => std * stream.normal());
}

const at = (trial: number, round: number, analysis: string, layer: string, group = '') =>
  found.find(
    (d) =>
      d.trial === trial &&
      d.round === round &&
      d.analysis === analysis &&
      d.layer === layer &&
      d.group === group,
  )!;

/** Counts values between the edges of each bin. */
function expectSame({ width, bins }: Distribution, values: readonly number[]): void {
  const inside = (x: number) =>
    values.filter((v) => v >= x - width / 2 && v < x + width / 2).length;
  for (const { x, density } of bins)
    expect(Math.round(density * width * values.length)).toBe(inside(x));
  const counted = bins.reduce((sum, { density }) => sum + density * width, 0);
  expect(counted).toBeCloseTo(1, 12);
}

test('every analysis has each trial, level, layer and group once', () => {
  const layers = { 'initial-weights': 3, incoming: 3, outgoing: 3 };
  for (const [analysis, count] of Object.entries(layers))
    for (const round of [0, 2])
      expect(found.filter((d) => d.analysis === analysis && d.round === round)).toHaveLength(
        2 * count,
      );
  // Of round 0 no weight is outside, and there is no round 9.
  for (const analysis of ['distance-moved', 'magnitude-change']) {
    const rounds = found.filter((d) => d.analysis === analysis).map(({ round }) => round);
    expect(rounds.filter((round) => round === 0)).toHaveLength(2 * 4);
    expect(rounds.filter((round) => round === 2)).toHaveLength(2 * 4 * 2);
    expect(rounds).toHaveLength(24);
  }
  const { experiment, preset, dataset, network, variant, setting } = found[0]!;
  expect({ experiment, preset, dataset, network, variant, setting }).toEqual({
    experiment: 'figure-3',
    preset: 'tiny',
    dataset: 'strokes',
    network: 'mlp-784-32-16-10',
    variant: 'ticket',
    setting: expect.stringContaining('iterations=30'),
  });
});

test('densities are those of masks and weights read and counted by hand', () => {
  for (const trial of [0, 1]) {
    const masks = ticketOf(trial, 2);
    const before = theta0(trial, 'fc2.weight', [16, 32]);
    const after = readSurvivors(store, stageAt(trial, 0)).weights.get('fc2.weight')!;
    const mask = masks.get('fc2.weight')!;
    const split = (bit: number, of: (i: number) => number): number[] =>
      Array.from(mask).flatMap((m, i) => (m === bit ? [of(i)] : []));
    expectSame(
      at(trial, 2, 'initial-weights', 'fc2'),
      split(1, (i) => before[i]!),
    );
    for (const [bit, group] of ['not in ticket', 'in ticket'].entries()) {
      expectSame(
        at(trial, 2, 'distance-moved', 'fc2', group),
        split(bit, (i) => Math.abs(after[i]! - before[i]!)),
      );
      expectSame(
        at(trial, 2, 'magnitude-change', 'fc2', group),
        split(bit, (i) => Math.abs(after[i]!) - Math.abs(before[i]!)),
      );
    }
    const rows = Array.from({ length: 16 }, (_, o) => mask.subarray(32 * o, 32 * o + 32));
    const kept = rows.map((row) => row.reduce((n, bit) => n + bit, 0) / 32);
    expectSame(at(trial, 2, 'incoming', 'fc2'), kept);
    const columns = Array.from({ length: 32 }, (_, i) => rows.reduce((n, row) => n + row[i]!, 0));
    expectSame(
      at(trial, 2, 'outgoing', 'fc1'),
      columns.map((n) => n / 16),
    );
    const all = [...masks.values()].flatMap((one) => [...one]);
    const percent = (100 * all.reduce((n, bit) => n + bit, 0)) / all.length;
    expect(at(trial, 2, 'outgoing', 'input').percent_remaining).toBeCloseTo(percent, 10);
  }
});

test('they aggregate over trials, and twice give the same bytes', () => {
  const rows = aggregateDistributions(found);
  expect(new Set(rows.map(({ trials }) => trials))).toEqual(new Set([2]));
  const again = [...analyseRun(plan, store, REQUESTS.toReversed())];
  expect(distributionTrialsCsv(again)).toBe(distributionTrialsCsv(found));
});

test('requests of one analysis are taken together', () => {
  const twice = [
    { analysis: 'incoming', rounds: [1, 2] },
    { analysis: 'incoming', rounds: [2] },
  ] as const;
  expect([...analyseRun(plan, store, twice)]).toHaveLength(2 * 2 * 3);
});

test('a run that is not finished has what its finished prunings say', async () => {
  const part = newStore();
  expect([...analyseRun(plan, part, REQUESTS)]).toEqual([]);
  await run(plan, part, 1);
  const dense = [...analyseRun(plan, part, REQUESTS)];
  expect(new Set(dense.map(({ trial, round }) => `${trial} ${round}`))).toEqual(new Set(['0 0']));
});

test('a dense training that diverged is left out', async () => {
  const lost = await planOf(['learning_rate=1e30']);
  const own = newStore();
  await run(lost, own, 1);
  expect([...analyseRun(lost, own, REQUESTS)]).toEqual([]);
});

test('bins follow the standard deviation that an arm starts with', async () => {
  const wide = await planOf(['initial_std=0.5']);
  const own = newStore();
  await run(wide, own, 1);
  const request = { analysis: 'initial-weights', rounds: [0] } as const;
  const widths = [...analyseRun(wide, own, [request])].map(({ width }) => width);
  expect(widths).toEqual([0.05, 0.05, 0.05]);
});

test('movements need the weights of dense trainings, and say so where they were given up', async () => {
  const dense = [0, 1].map((trial) => stageAt(trial, 0));
  expect(trainingsAnalysed(plan, REQUESTS)).toEqual(dense);
  expect(trainingsAnalysed(plan, [{ analysis: 'incoming', rounds: [2] }])).toEqual([]);
  const own = newStore();
  await run(plan, own, 1);
  own.drop(dense[0]!, [paths.survivors]);
  const request = { analysis: 'distance-moved', rounds: [0] } as const;
  expect(() => [...analyseRun(plan, own, [request])]).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_STORE_DROPPED' }),
  );
});

test('plots of densities are what a preset asks for', () => {
  expect(analysesOf(configOf('figure-3', 'paper'))).toEqual([]);
  const asked = analysesOf(configOf('figure-19', 'paper'));
  expect(asked).toEqual([expect.objectContaining({ analysis: 'distance-moved', rounds: [7] })]);
});
