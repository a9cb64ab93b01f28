import type { RunConfig } from '../config.ts';
import type { Figure } from '../figure.ts';
import { endLevels, roundsFrom, ticketsAndReinit } from './panels.ts';

/** What distinguishes ResNet-18 and VGG-19 (paper, figure 2 and appendix I). */
interface Deep {
  readonly network: 'resnet-18' | 'vgg-19';
  readonly title: string;
  readonly iterations: number;
  readonly batch: number;
  /** Updates after which the learning rate falls tenfold. */
  readonly milestones: readonly [number, number];
  /** Iterations that accuracies are read at, T the last of them. */
  readonly at: readonly number[];
  /** Factor of the width in the preset `smoke`. */
  readonly narrow: number;
  /** Rounds whose curves are shown: those of the levels that section 4 names. */
  readonly shown: readonly number[];
}

const shortened = (iterations: readonly number[], factor: number): number[] =>
  iterations.map((t) => Math.round(t / factor));

/**
 * Tickets of a deep network on CIFAR-10 and their random reinitialisations: convolutions are ranked together,
 * shortcuts and output are not pruned (paper, section 4 and figures 7 and 8).
 */
function deep({ network, title, iterations, batch, milestones, at, narrow, shown }: Deep): Figure {
  const paper: RunConfig = {
    experiment: network,
    preset: 'paper',
    dataset: 'cifar-10',
    network,
    scaling: 'default',
    augmentation: { flip: true, crop: 4 },
    validation: 5000,
    trials: 3,
    seed: 0,
    backend: 'engine',
    iterations,
    batch,
    optimizer: { kind: 'momentum', momentum: 0.9, weight_decay: 1e-4 },
    learning_rate: 0.1,
    schedule: { warmup: 0, milestones: [...milestones], factor: 0.1 },
    rates: { hidden: 0, output: 0, convolution: 0.2, shortcut: 0 },
    rounds: 20,
    criterion: 'global-magnitude',
    rewind_to: 0,
    reinit: { rounds: roundsFrom(1, 20), replicates: 1 },
    random: { rounds: [], replicates: 0 },
    evaluation: { every: 100, at: [...at], test: 'early-stop', train_accuracy: true },
    fast_math: false,
  };
  const shorter = (factor: number) => ({
    iterations: Math.round(iterations / factor),
    schedule: { ...paper.schedule, milestones: shortened(milestones, factor) },
    evaluation: { ...paper.evaluation, at: shortened(at, factor) },
  });
  const reduced: RunConfig = {
    ...paper,
    ...shorter(10),
    preset: 'reduced',
    trials: 2,
    rounds: 8,
    reinit: { rounds: [4, 8], replicates: 1 },
  };
  const brief = shorter(iterations / 400);
  const quick: RunConfig = {
    ...reduced,
    ...brief,
    preset: 'quick',
    network: `${network}/w0.25`,
    rates: { ...paper.rates, convolution: 0.4 },
    rounds: 3,
    reinit: { rounds: [3], replicates: 1 },
    evaluation: { ...brief.evaluation, train_accuracy: false },
  };
  const least = shorter(iterations / 12);
  const smoke: RunConfig = {
    ...quick,
    ...least,
    preset: 'smoke',
    dataset: 'strokes-32',
    network: `${network}/w${narrow}`,
    validation: 500,
    batch: 32,
    rounds: 2,
    reinit: { rounds: [2], replicates: 1 },
    evaluation: { ...least.evaluation, every: 6, train_accuracy: false },
  };
  const shows = (rounds: readonly number[]) => ({
    panels: { metric: 'validation_accuracy', panels: ticketsAndReinit(rounds) },
    levels: endLevels,
  });
  return {
    name: network,
    title: `Winning tickets of ${title}`,
    about:
      `Globally pruned ${title} on CIFAR-10 beside its random reinitialisations, at learning rate 0.1; ` +
      'other rates and warm-up with --set.',
    presets: {
      smoke: {
        about:
          '20 to 25 seconds on two cores; a narrow network on drawn digits, for tests of the program',
        config: smoke,
        ...shows([0, 1, 2]),
      },
      quick: {
        about: 'minutes; a quarter of the width, 400 iterations, three rounds at twice the rate',
        config: quick,
        ...shows([0, 1, 2, 3]),
      },
      reduced: {
        about: 'hours to days; a tenth of the iterations, eight rounds, two trials',
        config: reduced,
        ...shows([0, 4, 8]),
      },
      paper: {
        about: 'weeks on two cores; everything the paper trained at one learning rate',
        config: paper,
        ...shows(shown),
      },
    },
  };
}

/** 20 layers, which the paper calls ResNet-18 (figure 8). */
export const resnet18: Figure = deep({
  network: 'resnet-18',
  title: 'ResNet-18',
  iterations: 30_000,
  batch: 128,
  milestones: [20_000, 25_000],
  at: [10_000, 20_000, 30_000],
  narrow: 0.125,
  shown: [0, 4, 6, 10],
});

/** 112,480 iterations are 160 epochs; the rate falls after 80 and 120 (figure 7). */
export const vgg19: Figure = deep({
  network: 'vgg-19',
  title: 'VGG-19',
  iterations: 112_480,
  batch: 64,
  milestones: [56_240, 84_360],
  at: [30_000, 60_000, 112_480],
  narrow: 0.0625,
  shown: [0, 12, 15, 19],
});
