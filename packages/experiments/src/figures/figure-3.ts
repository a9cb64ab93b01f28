import type { RunConfig } from '../config.ts';
import type { Figure, Panel } from '../figure.ts';
import { reinits, tickets, ticketsAndReinit } from './panels.ts';

const paper: RunConfig = {
  experiment: 'figure-3',
  preset: 'paper',
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
  rounds: 18,
  criterion: 'layerwise-magnitude',
  rewind_to: 0,
  reinit: { rounds: [3, 7], replicates: 3 },
  random: { rounds: [], replicates: 0 },
  evaluation: { every: 100, at: [], test: 'grid', train_accuracy: true },
  fast_math: false,
};

const reduced: RunConfig = {
  ...paper,
  preset: 'reduced',
  iterations: 10_000,
  rounds: 15,
  reinit: { rounds: [3, 7], replicates: 1 },
};

const quick: RunConfig = {
  ...paper,
  preset: 'quick',
  iterations: 4_000,
  rates: { hidden: 0.4, output: 0.2, convolution: 0.2, shortcut: 0 },
  rounds: 3,
  reinit: { rounds: [3], replicates: 1 },
  evaluation: { every: 100, at: [], test: 'early-stop', train_accuracy: false },
};

const smoke: RunConfig = {
  ...quick,
  preset: 'smoke',
  dataset: 'strokes',
  network: 'mlp-784-32-16-10',
  trials: 2,
  iterations: 60,
  rounds: 2,
  reinit: { rounds: [2], replicates: 1 },
  evaluation: { every: 20, at: [], test: 'early-stop', train_accuracy: false },
};

const left: Panel = { title: 'Pruning speeds learning up', series: tickets(0, 3, 7) };
const right: Panel = {
  title: 'Tickets and their random reinitialisations',
  series: [...tickets(0, 3, 7), ...reinits(3, 7)],
};

/** Test accuracy of LeNet on MNIST while it trains (paper, figure 3). */
export const figure3: Figure = {
  name: 'figure-3',
  title: 'Accuracy of winning tickets as training proceeds',
  about:
    'Accuracy against iteration for iteratively pruned LeNet on MNIST: pruning speeds learning up, ' +
    'then slows it down, and random reinitialisation loses the gain.',
  presets: {
    smoke: {
      about: 'seconds; a small network, for tests of the program',
      config: smoke,
      panels: { metric: 'validation_accuracy', panels: ticketsAndReinit([0, 1, 2]) },
    },
    quick: {
      about: 'a minute; levels 100, 60.1, 36.1 and 21.7%, test at early stop and at the end',
      config: quick,
      panels: { metric: 'validation_accuracy', panels: ticketsAndReinit([0, 1, 2, 3]) },
    },
    reduced: {
      about: 'minutes; a fifth of the iterations, one reinitialisation per ticket',
      config: reduced,
      panels: {
        metric: 'test_accuracy',
        panels: [
          left,
          { title: 'Further pruning slows it down', series: tickets(7, 12, 15) },
          right,
        ],
      },
    },
    paper: {
      about: 'hours; everything the paper trained',
      config: paper,
      panels: {
        metric: 'test_accuracy',
        panels: [
          left,
          { title: 'Further pruning slows it down', series: tickets(7, 12, 15, 18) },
          right,
        ],
      },
    },
  },
};
