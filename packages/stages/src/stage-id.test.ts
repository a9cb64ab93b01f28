import { ADAM } from '@sweepstake/training';
import { expect, test } from 'vitest';
import { canonicalStage, stageIdOf } from './stage-id.ts';
import { tinyTraining } from './tiny.testing.ts';
import type { Initial, InitialPruneStage, TrainStage } from './stage.ts';

const mnist: TrainStage = {
  kind: 'train',
  network: 'lenet-300-100',
  dataset: 'mnist',
  split: { seed: 0, trial: 0 },
  initial: { kind: 'init', seed: 0, trial: 0 },
  order: { seed: 0, trial: 0, round: 0 },
  optimizer: ADAM,
  schedule: { learningRate: 1.2e-3 },
  batch: 60,
  iterations: 50_000,
  evaluation: { every: 100, test: 'grid', trainAccuracy: true },
  backend: 'engine',
  numerics: 'engine-1',
};

const replicate = { seed: 0, trial: 0, round: 7, replicate: 2 };

// Computed with Python's json and hashlib from the canonical forms written by hand.
test('ids of a training and its prunings are pinned', () => {
  const from = stageIdOf(mnist);
  expect(from).toBe('0503633c53263cb38fcb');
  const rates = { hidden: 0.2, output: 0.1 };
  const like = stageIdOf({ kind: 'prune', criterion: 'layerwise-magnitude', from, rates });
  expect(like).toBe('d9c302731511dcf8a8c8');
  const drawn = { seed: 0, trial: 0, round: 1, replicate: 0 };
  expect(stageIdOf({ kind: 'prune', criterion: 'random', like, ...drawn })).toBe(
    '201686399c6690ea0a7a',
  );
});

// Computed as those above.
test('ids of the stages of every variant are pinned', () => {
  const rates = { hidden: 0.2, output: 0.1 };
  const from = stageIdOf(mnist);
  const pruning = { kind: 'prune', criterion: 'layerwise-magnitude', from, rates } as const;
  const thrice = stageIdOf({ ...pruning, rounds: 3 });
  expect(thrice).toBe('46f3f5237d6d1d372fad');
  expect(stageIdOf({ ...pruning, rounds: 1 })).toBe(stageIdOf(pruning));
  const small: InitialPruneStage = {
    kind: 'prune',
    criterion: 'initial-magnitude',
    network: 'lenet-300-100',
    seed: 0,
    trial: 0,
    rates,
    rounds: 7,
  };
  expect(stageIdOf(small)).toBe('92ab6f3ebe47cb94971a');
  expect(stageIdOf({ ...small, initialStd: 0 })).toBe(stageIdOf(small));
  expect(stageIdOf({ ...small, initialStd: 0.1 })).toBe('3ea064afd2cd080dbc27');

  const order = { seed: 0, trial: 0, round: 7 };
  const under = { ...mnist, mask: { stage: thrice }, order };
  const initials: [string, Initial][] = [
    ['b1594591ee165b79147d', { kind: 'resample', ...replicate, of: thrice }],
    ['fa8fa3b04232e292e6fb', { kind: 'noise', ...replicate, deviation: 0.5 }],
    ['f6adce058bfc52a8bd6f', { kind: 'trained', seed: 0, trial: 0, stage: from }],
  ];
  for (const [id, initial] of initials) expect(stageIdOf({ ...under, initial })).toBe(id);
  expect(stageIdOf({ ...mnist, initialStd: 0.1 })).toBe('bce9ccab088fe4321ff2');
  const evaluation = { ...mnist.evaluation, examples: 500 };
  expect(stageIdOf({ ...mnist, evaluation })).toBe('9766110fcdcebc02cda6');
});

test('values that equal their default are left out of the canonical form', () => {
  const stated: TrainStage = {
    ...mnist,
    scaling: 'default',
    split: { seed: 0, trial: 0, validation: 5000 },
    keep: [],
    schedule: { learningRate: 1.2e-3, warmup: 0, milestones: [], factor: 0.5 },
    augmentation: { flip: false, crop: 0 },
    evaluation: { every: 100, at: [], test: 'grid', trainAccuracy: true, examples: 0 },
    fastMath: false,
    initialStd: 0,
    mask: undefined,
    rewind: undefined,
  };
  expect(canonicalStage(stated)).toEqual({
    kind: 'train',
    network: 'lenet-300-100',
    dataset: 'mnist',
    split: { seed: 0, trial: 0 },
    initial: { kind: 'init', seed: 0, trial: 0 },
    order: { seed: 0, trial: 0, round: 0 },
    optimizer: { kind: 'adam' },
    schedule: { learningRate: 0.0012 },
    batch: 60,
    iterations: 50_000,
    evaluation: { every: 100 },
    backend: 'engine',
    numerics: 'engine-1',
  });
  expect(stageIdOf(stated)).toBe(stageIdOf(mnist));
  expect(stageIdOf({ ...mnist, scaling: 'unit' })).toBe(stageIdOf(mnist));
});

test('a role that is not pruned is the same as a rate of 0', () => {
  const base = { kind: 'prune', criterion: 'layerwise-magnitude', from: stageIdOf(mnist) } as const;
  expect(
    canonicalStage({ ...base, rates: { hidden: 0.2, output: 0, convolution: 0, shortcut: 0 } }),
  ).toEqual({
    ...base,
    rates: { hidden: 0.2 },
  });
});

test('every value that is not a default changes the id', () => {
  const others: Partial<TrainStage>[] = [
    {},
    { network: 'mlp-8-3' },
    { dataset: 'other' },
    { scaling: 'standard' },
    { split: { seed: 0, trial: 1 } },
    { initial: { kind: 'reinit', seed: 0, trial: 1, round: 0, replicate: 0 } },
    { initial: { kind: 'resample', ...replicate, of: stageIdOf(mnist) } },
    { initial: { kind: 'noise', ...replicate, deviation: 1 } },
    { initial: { kind: 'noise', ...replicate, deviation: 2 } },
    { initial: { kind: 'trained', seed: 0, trial: 1, stage: stageIdOf(mnist) } },
    { initialStd: 0.1 },
    { initialStd: 0.2 },
    { mask: { stage: stageIdOf(mnist) } },
    { rewind: { stage: stageIdOf(mnist), iteration: 5 } },
    { keep: [5] },
    { order: { seed: 0, trial: 1, round: 1 } },
    { optimizer: { kind: 'sgd', weightDecay: 0 } },
    { optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 0 } },
    { optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 } },
    { schedule: { learningRate: 0.01, warmup: 3 } },
    { schedule: { learningRate: 0.01, milestones: [20] } },
    { schedule: { learningRate: 0.01, milestones: [20], factor: 0.5 } },
    { schedule: { learningRate: 0.01, warmup: 3, milestones: [20] } },
    { augmentation: { flip: true, crop: 0 } },
    { augmentation: { flip: false, crop: 4 } },
    { augmentation: { flip: true, crop: 4 } },
    { batch: 10 },
    { iterations: 41 },
    { evaluation: { every: 20, test: 'grid', trainAccuracy: true } },
    { evaluation: { every: 10, test: 'early-stop', trainAccuracy: true } },
    { evaluation: { every: 10, at: [5], test: 'early-stop', trainAccuracy: true } },
    { evaluation: { every: 10, at: [5, 7], test: 'early-stop', trainAccuracy: true } },
    { evaluation: { every: 10, test: 'grid', trainAccuracy: false } },
    { evaluation: { every: 10, test: 'grid', trainAccuracy: true, examples: 50 } },
    { backend: 'engine' },
    { numerics: 'reference-2' },
    { fastMath: true },
  ];
  const ids = others.map((other) => stageIdOf(tinyTraining(other)));
  expect(new Set(ids).size).toBe(others.length);
});

// Computed with Python's json and hashlib from the canonical form written by hand.
test('the id of an augmented training of a deep network is pinned', () => {
  const resnet: TrainStage = {
    ...mnist,
    network: 'resnet-18',
    dataset: 'cifar-10',
    augmentation: { flip: true, crop: 4 },
    optimizer: { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 },
    schedule: { learningRate: 0.03, warmup: 20_000, milestones: [20_000, 25_000] },
    batch: 128,
    iterations: 30_000,
    evaluation: {
      every: 100,
      at: [20_000, 10_000, 10_000],
      test: 'early-stop',
      trainAccuracy: true,
    },
    numerics: 'engine-2',
  };
  expect(stageIdOf(resnet)).toBe('39c34a4aa1f06e1b1e9e');
});
