import type { RunConfig } from '../config.ts';
import type { Figure } from '../figure.ts';
import { earlyStopLevels, roundsFrom, ticketsAndReinit } from './panels.ts';

/** What distinguishes Conv-2, Conv-4 and Conv-6 (paper, figure 2). */
interface Conv {
  readonly network: 'conv-2' | 'conv-4' | 'conv-6';
  readonly title: string;
  readonly iterations: number;
  readonly learningRate: number;
  /** Fraction of a convolution's survivors removed per round. */
  readonly convolution: number;
  /** Rounds whose curves are shown: the fastest, the most accurate and the smallest networks of section 3. */
  readonly shown: readonly number[];
}

/** Tickets of a Conv network on CIFAR-10 and their random reinitialisations (paper, section 3 and figure 5). */
function conv({ network, title, iterations, learningRate, convolution, shown }: Conv): Figure {
  const paper: RunConfig = {
    experiment: network,
    preset: 'paper',
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
    criterion: 'layerwise-magnitude',
    rewind_to: 0,
    reinit: { rounds: roundsFrom(1, 24), replicates: 3 },
    random: { rounds: [], replicates: 0 },
    evaluation: { every: 100, at: [], test: 'grid', train_accuracy: true },
    fast_math: false,
  };
  const reduced: RunConfig = {
    ...paper,
    preset: 'reduced',
    trials: 3,
    iterations: iterations / 10,
    rounds: 12,
    reinit: { rounds: [4, 8, 12], replicates: 1 },
    evaluation: { every: 100, at: [], test: 'early-stop', train_accuracy: true },
  };
  const quick: RunConfig = {
    ...reduced,
    preset: 'quick',
    network: `${network}/w0.25`,
    iterations: 400,
    rates: { hidden: 0.4, output: 0.2, convolution: 2 * convolution, shortcut: 0 },
    rounds: 3,
    reinit: { rounds: [3], replicates: 1 },
    evaluation: { every: 100, at: [], test: 'early-stop', train_accuracy: false },
  };
  const smoke: RunConfig = {
    ...quick,
    preset: 'smoke',
    dataset: 'strokes-32',
    network: `${network}/w0.125`,
    validation: 500,
    trials: 2,
    iterations: 20,
    rounds: 2,
    reinit: { rounds: [2], replicates: 1 },
    evaluation: { every: 10, at: [], test: 'early-stop', train_accuracy: false },
  };
  const short = (rounds: readonly number[]) => ({
    panels: { metric: 'validation_accuracy', panels: ticketsAndReinit(rounds) },
    levels: earlyStopLevels,
  });
  return {
    name: network,
    title: `Winning tickets of ${title}`,
    about:
      `Iteratively pruned ${title} on CIFAR-10 beside its random reinitialisations: early stop and ` +
      'accuracy against percent of weights remaining.',
    presets: {
      smoke: {
        about:
          '10 to 15 seconds on two cores; a narrow network on drawn digits, for tests of the program',
        config: smoke,
        ...short([0, 1, 2]),
      },
      quick: {
        about: 'minutes; a quarter of the width, 400 iterations, three rounds at twice the rate',
        config: quick,
        ...short([0, 1, 2, 3]),
      },
      reduced: {
        about: 'hours; a tenth of the iterations, 12 rounds, one reinitialisation of every fourth',
        config: reduced,
        ...short([0, 4, 8, 12]),
      },
      paper: {
        about: 'weeks on two cores; everything the paper trained for this network',
        config: paper,
        panels: { metric: 'test_accuracy', panels: ticketsAndReinit(shown) },
        levels: earlyStopLevels,
      },
    },
  };
}

export const conv2: Figure = conv({
  network: 'conv-2',
  title: 'Conv-2',
  iterations: 20_000,
  learningRate: 2e-4,
  convolution: 0.1,
  shown: [0, 6, 11, 14],
});

export const conv4: Figure = conv({
  network: 'conv-4',
  title: 'Conv-4',
  iterations: 25_000,
  learningRate: 3e-4,
  convolution: 0.1,
  shown: [0, 6, 11, 12],
});

export const conv6: Figure = conv({
  network: 'conv-6',
  title: 'Conv-6',
  iterations: 30_000,
  learningRate: 3e-4,
  convolution: 0.15,
  shown: [0, 7, 10, 15],
});
