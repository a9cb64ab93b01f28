import type { Base } from './base.ts';
import { NO_BRANCHES } from './base.ts';

/** What distinguishes Conv-2, Conv-4 and Conv-6 on CIFAR-10 (paper, figure 2 and appendix H). */
interface Conv {
  readonly network: 'conv-2' | 'conv-4' | 'conv-6';
  readonly iterations: number;
  readonly learningRate: number;
  /** Fraction of a convolution's survivors removed per round. */
  readonly convolution: number;
}

function conv({ network, iterations, learningRate, convolution }: Conv) {
  const paper: Base = {
    dataset: 'cifar-10',
    network,
    scaling: 'default',
    augmentation: { flip: false, crop: 0 },
    validation: 5000,
    trials: 5,
    seed: 0,
    backend: 'engine',
    iterations,
    batch: 60,
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0 },
    learning_rate: learningRate,
    schedule: { warmup: 0, milestones: [], factor: 0.1 },
    rates: { hidden: 0.2, output: 0.1, convolution, shortcut: 0 },
    rounds: 24,
    levels: [],
    criterion: 'layerwise-magnitude',
    rewind_to: 0,
    initial_std: 0,
    ...NO_BRANCHES,
    evaluation: { every: 100, at: [], test: 'grid', train_accuracy: true, examples: 0 },
    fast_math: false,
  };
  /** A quarter of the width, 600 training examples, so that early stops lie within 16 epochs. */
  const reduced: Base = {
    ...paper,
    network: `${network}/w0.25`,
    validation: 49_400,
    trials: 3,
    iterations: 160,
    rounds: 13,
    levels: [3, 7, 10, 13],
    evaluation: { every: 20, at: [], test: 'early-stop', train_accuracy: true, examples: 500 },
  };
  const smoke: Base = {
    ...reduced,
    network: `${network}/w0.125`,
    validation: 5000,
    trials: 2,
    iterations: iterations / 1000,
    rounds: 7,
    levels: [3, 7],
    evaluation: { every: 10, at: [], test: 'early-stop', train_accuracy: true, examples: 200 },
  };
  return { paper, reduced, smoke };
}

export const conv2 = conv({
  network: 'conv-2',
  iterations: 20_000,
  learningRate: 2e-4,
  convolution: 0.1,
});

export const conv4 = conv({
  network: 'conv-4',
  iterations: 25_000,
  learningRate: 3e-4,
  convolution: 0.1,
});

export const conv6 = conv({
  network: 'conv-6',
  iterations: 30_000,
  learningRate: 3e-4,
  convolution: 0.15,
});
