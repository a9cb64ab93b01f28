import type { Experiment } from '../experiment.ts';
import type { Plot } from '../plots.ts';
import { curvesAndLevels } from './conv-networks.ts';
import { accuracy } from './plots.ts';
import { roundsFrom } from './rounds.ts';

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

/** Networks whose learning rate falls in steps are read at the end (paper, section 4). */
const LEVELS: Plot = {
  kind: 'levels',
  name: 'levels',
  panels: [accuracy('test', 'end', ['ticket', 'reinit'])],
};

/**
 * Tickets of a deep network on CIFAR-10 and their random reinitialisations, at one learning rate: convolutions are
 * ranked together, shortcuts and output are not pruned (paper, section 4 and figures 7 and 8).
 */
function deep({
  network,
  title,
  iterations,
  batch,
  milestones,
  at,
  narrow,
  shown,
}: Deep): Experiment {
  const shorter = (factor: number) => ({
    iterations: Math.round(iterations / factor),
    schedule: { milestones: shortened(milestones, factor) },
    at: shortened(at, factor),
  });
  const tenth = shorter(10);
  const reduced = {
    network,
    iterations: tenth.iterations,
    schedule: tenth.schedule,
    trials: 2,
    rounds: 8,
    levels: [],
    reinit: { rounds: [4, 8], replicates: 1 },
    evaluation: { every: 100, at: tenth.at, train_accuracy: true, examples: 0 },
  };
  const brief = shorter(iterations / 400);
  const quick = {
    ...reduced,
    iterations: brief.iterations,
    schedule: brief.schedule,
    network: `${network}/w0.25`,
    rates: { convolution: 0.4 },
    rounds: 3,
    reinit: { rounds: [3], replicates: 1 },
    evaluation: { every: 100, at: brief.at, train_accuracy: false, examples: 0 },
  };
  const least = shorter(iterations / 12);
  const smoke = {
    ...quick,
    iterations: least.iterations,
    schedule: least.schedule,
    dataset: 'strokes-32',
    network: `${network}/w${narrow}`,
    validation: 500,
    batch: 32,
    rounds: 2,
    reinit: { rounds: [2], replicates: 1 },
    evaluation: { every: 6, at: least.at, train_accuracy: false, examples: 0 },
  };
  return {
    name: network,
    title: `Winning tickets of ${title}`,
    about:
      `Globally pruned ${title} on CIFAR-10 beside its random reinitialisations, at learning rate 0.1; ` +
      'other rates and warm-up with --set.',
    source: `${network === 'vgg-19' ? 'figure 7' : 'figure 8'}, one learning rate`,
    arms: [{ base: network }],
    presets: {
      smoke: {
        about:
          '20 to 25 seconds on two cores; a narrow network on drawn digits, for tests of the program',
        set: smoke,
        plots: curvesAndLevels([0, 1, 2], LEVELS),
      },
      quick: {
        about: 'minutes; a quarter of the width, 400 iterations, three rounds at twice the rate',
        set: { ...quick, batch },
        plots: curvesAndLevels([0, 1, 2, 3], LEVELS),
      },
      reduced: {
        about: 'hours to days; a tenth of the iterations, eight rounds, two trials',
        set: reduced,
        plots: curvesAndLevels([0, 4, 8], LEVELS),
      },
      paper: {
        about: 'weeks on two cores; everything the paper trained at one learning rate',
        set: { reinit: { rounds: roundsFrom(1, 20), replicates: 1 } },
      },
    },
    plots: curvesAndLevels([...shown], LEVELS),
  };
}

/** 20 layers, which the paper calls ResNet-18 (figure 8). */
export const resnet18: Experiment = deep({
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
export const vgg19: Experiment = deep({
  network: 'vgg-19',
  title: 'VGG-19',
  iterations: 112_480,
  batch: 64,
  milestones: [56_240, 84_360],
  at: [30_000, 60_000, 112_480],
  narrow: 0.0625,
  shown: [0, 12, 15, 19],
});
