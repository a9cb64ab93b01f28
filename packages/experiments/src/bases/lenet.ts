import type { Base } from './base.ts';
import { NO_BRANCHES } from './base.ts';

/** LeNet-300-100 on MNIST (paper, figure 2 and appendix G). */
const paper: Base = {
  dataset: 'mnist',
  network: 'lenet-300-100',
  scaling: 'default',
  augmentation: { flip: false, crop: 0 },
  validation: 5000,
  trials: 5,
  seed: 0,
  backend: 'engine',
  iterations: 50_000,
  batch: 60,
  optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0 },
  learning_rate: 1.2e-3,
  schedule: { warmup: 0, milestones: [], factor: 0.1 },
  rates: { hidden: 0.2, output: 0.1, convolution: 0.1, shortcut: 0 },
  rounds: 28,
  levels: [],
  criterion: 'layerwise-magnitude',
  rewind_to: 0,
  initial_std: 0,
  ...NO_BRANCHES,
  evaluation: { every: 100, at: [], test: 'grid', train_accuracy: true, examples: 0 },
  fast_math: false,
};

/** About a sixth of the iterations, of which the dense network needs half to its early stop; four of the levels. */
const reduced: Base = {
  ...paper,
  trials: 3,
  iterations: 8000,
  rounds: 13,
  levels: [3, 7, 10, 13],
  evaluation: { every: 100, at: [], test: 'early-stop', train_accuracy: true, examples: 1000 },
};

/** An eighth of the width. */
const smoke: Base = {
  ...reduced,
  network: 'lenet-37-12',
  trials: 2,
  iterations: 40,
  rounds: 7,
  levels: [3, 7],
  evaluation: { every: 20, at: [], test: 'early-stop', train_accuracy: true, examples: 200 },
};

export const lenet = { paper, reduced, smoke };
