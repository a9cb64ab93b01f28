import { expect, test } from 'vitest';
import { expand } from './expand.ts';
import { configOf } from './figures.ts';
import { applyOverrides } from './overrides.ts';
import type { RunConfig } from './config.ts';

const numerics = 'engine-1';
const paper = configOf('figure-3', 'paper');
const ids = (config: RunConfig) => expand(config, numerics).stages.map(({ id }) => id);

test('the paper preset is five chains of 19 trainings and 18 prunings, and 30 reinits', () => {
  const { stages, runs } = expand(paper, numerics);
  const kinds = stages.map(({ payload }) => payload.kind);
  expect(kinds.filter((kind) => kind === 'prune')).toHaveLength(5 * 18);
  expect(kinds.filter((kind) => kind === 'train')).toHaveLength(5 * 19 + 5 * 2 * 3);
  expect(new Set(stages.map(({ id }) => id)).size).toBe(stages.length);
  expect(runs.filter(({ variant }) => variant === 'ticket')).toHaveLength(5 * 19);
  expect(runs.filter(({ variant }) => variant === 'reinit')).toHaveLength(30);
});

test('stages come after what they depend on, and labels say where they stand', () => {
  const { stages } = expand(paper, numerics);
  const seen = new Set<string>();
  for (const { id, dependsOn } of stages) {
    for (const before of dependsOn) expect(seen).toContain(before);
    seen.add(id);
  }
  const labels = stages.map(({ label }) => label);
  expect(labels).toContain('trial 2 round 7 ticket (21.1%)');
  expect(labels).toContain('trial 4 round 3 reinit 2 (51.3%)');
  expect(labels).toContain('trial 0 round 18 prune');
});

test('names of experiments and presets are in no id, and round 0 is shared', () => {
  const renamed = { ...configOf('figure-3', 'paper'), preset: 'reduced' };
  expect(ids(renamed)).toEqual(ids(paper));
  const other = applyOverrides(paper, ['rates.hidden=0.3', 'rounds=2']);
  const shared = ids(other).filter((id) => ids(paper).includes(id));
  expect(shared).toHaveLength(5);
  const dense = expand(paper, numerics).runs.filter(({ round }) => round === 0);
  expect(dense.map(({ stage }) => stage)).toEqual(shared);
});

// The id that the package stages pins for LeNet's dense training, as it was before there were other networks.
test('the ids of figure 3 are those of before', () => {
  expect(ids(paper)[0]).toBe('0503633c53263cb38fcb');
});

test('everything that a deep network is trained with reaches its stages', () => {
  const { stages } = expand(
    applyOverrides(configOf('resnet-18', 'paper'), [
      'learning_rate=0.03',
      'schedule.warmup=20000',
      'iterations=25000',
    ]),
    numerics,
  );
  expect(stages[0]!.payload).toMatchObject({
    network: 'resnet-18',
    dataset: 'cifar-10',
    augmentation: { flip: true, crop: 4 },
    optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 },
    schedule: { learningRate: 0.03, warmup: 20_000, milestones: [20_000, 25_000], factor: 0.1 },
    batch: 128,
    // 30,000 is beyond the last iteration.
    evaluation: { every: 100, at: [10_000, 20_000], test: 'early-stop', trainAccuracy: true },
  });
  expect(stages[1]!.payload).toMatchObject({
    criterion: 'global-magnitude',
    rates: { convolution: 0.2, shortcut: 0, output: 0 },
  });
});

test('the rates of a Conv network reach its prunings', () => {
  const { stages } = expand(configOf('conv-6', 'paper'), numerics);
  expect(stages[1]!.payload).toMatchObject({
    criterion: 'layerwise-magnitude',
    rates: { convolution: 0.15, hidden: 0.2, output: 0.1 },
  });
});

test('more trials, rounds and replicates add stages and change none', () => {
  const few = applyOverrides(paper, ['trials=2', 'rounds=4', 'reinit.replicates=1']);
  const all = new Set(ids(paper));
  for (const id of ids(few)) expect(all).toContain(id);
  expect(ids(few)).toHaveLength(2 * (5 + 4 + 1));
});

test('a reinit differs from its ticket in its initial weights only', () => {
  const { stages, runs } = expand(paper, numerics);
  const payload = (variant: string) => {
    const run = runs.find((run) => run.variant === variant && run.round === 7)!;
    return stages.find(({ id }) => id === run.stage)!.payload;
  };
  expect(payload('reinit')).toEqual({
    ...payload('ticket'),
    initial: { kind: 'reinit', seed: 0, trial: 0, round: 7, replicate: 0 },
  });
});

test('random masks are drawn from the ticket of their round', () => {
  const config = applyOverrides(paper, [
    'random.rounds=2',
    'random.replicates=2',
    'rounds=2',
    'trials=1',
    'reinit.rounds=',
  ]);
  const { stages, runs } = expand(config, numerics);
  expect(stages).toHaveLength(3 + 2 + 2 * 2);
  const ticket = stages.find(({ label }) => label === 'trial 0 round 2 prune')!;
  const drawn = stages.filter(({ label }) => label.includes('random mask'));
  expect(drawn.map(({ dependsOn }) => dependsOn)).toEqual([[ticket.id], [ticket.id]]);
  expect(runs.filter(({ variant }) => variant === 'random').map((run) => run.replicate)).toEqual([
    0, 1,
  ]);
});

test('rewinding to k keeps the dense weights of k for every ticket, and reinits start at 0', () => {
  const config = applyOverrides(paper, [
    'rewind_to=500',
    'rounds=2',
    'trials=1',
    'reinit.rounds=1',
    'reinit.replicates=1',
  ]);
  const { stages, runs } = expand(config, numerics);
  const trainings = runs.map(({ stage }) => stages.find(({ id }) => id === stage)!.payload);
  const dense = runs[0]!.stage;
  expect(trainings.map((stage) => 'rewind' in stage && stage.rewind)).toEqual([
    false,
    { stage: dense, iteration: 500 },
    false,
    { stage: dense, iteration: 500 },
  ]);
  expect(trainings[0]).toMatchObject({ keep: [500] });
});

test('the longest path still to be walked comes first', () => {
  const { stages } = expand(applyOverrides(paper, ['rounds=3', 'trials=1']), numerics);
  const priority = (label: string) => stages.find((stage) => stage.label === label)!.priority;
  const weights = [266_200, 213_060, 170_538, 136_512].map((_, round) => {
    const left = (n: number, rate: number) => {
      for (let i = 0; i < round; i++) n -= Math.floor(n * rate + 0.5);
      return n;
    };
    return left(235_200, 0.2) + left(30_000, 0.2) + left(1000, 0.1);
  });
  const cost = (round: number) => 50_000 * weights[round]!;
  expect(priority('trial 0 round 3 ticket (51.3%)')).toBe(cost(3));
  expect(priority('trial 0 round 3 reinit 0 (51.3%)')).toBe(cost(3));
  expect(priority('trial 0 round 3 prune')).toBe(weights[3]! + cost(3));
  const all = cost(0) + cost(1) + cost(2) + cost(3) + weights[1]! + weights[2]! + weights[3]!;
  expect(priority('trial 0 round 0 ticket (100.0%)')).toBe(all);
});

test('a layer that would be pruned away is refused by name before anything runs', () => {
  const config = applyOverrides(paper, ['network=mlp-8-4-2', 'rates.output=0.5', 'rounds=5']);
  // 8 weights: 4, 2, 1, and half of 1 rounds up to 1, which leaves none.
  expect(() => expand(config, numerics)).toThrow(
    'layer fc2.weight of mlp-8-4-2 would have no weight left at round 4 with a rate of 0.5',
  );
  expect(() => expand(applyOverrides(paper, ['network=lenet-300-10O']), numerics)).toThrow(
    "unknown model 'lenet-300-10O'",
  );
});
