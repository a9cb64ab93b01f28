import type { Experiment } from '../experiment.ts';
import type { Plot } from '../plots.ts';
import { accuracy, earlyStop } from './plots.ts';
import { roundsFrom } from './rounds.ts';

/** What distinguishes Conv-2, Conv-4 and Conv-6 (paper, figure 2). */
interface Conv {
  readonly network: 'conv-2' | 'conv-4' | 'conv-6';
  readonly title: string;
  readonly iterations: number;
  /** Fraction of a convolution's survivors removed per round. */
  readonly convolution: number;
  /** Rounds whose curves are shown: the fastest, the most accurate and the smallest networks of section 3. */
  readonly shown: readonly number[];
}

const both = ['ticket', 'reinit'];

/** Curves of tickets of some rounds, the last one beside its reinitialisation, and both against percent remaining. */
export const curvesAndLevels = (rounds: number[], levels: Plot): Plot[] => {
  const last = rounds.at(-1)!;
  return [
    {
      kind: 'curves',
      metric: 'validation_accuracy',
      panels: [
        { title: 'Tickets', series: [{ variant: 'ticket', rounds }] },
        {
          title: 'Ticket and its random reinitialisation',
          series: [
            { variant: 'ticket', rounds: [0, last] },
            { variant: 'reinit', rounds: [last] },
          ],
        },
      ],
    },
    levels,
  ];
};

const LEVELS: Plot = {
  kind: 'levels',
  name: 'levels',
  panels: [earlyStop(both), accuracy('test', 'early_stop', both), accuracy('test', 'end', both)],
};

/** Tickets of a Conv network on CIFAR-10 and their random reinitialisations, alone (paper, section 3 and figure 5). */
function conv({ network, title, iterations, convolution, shown }: Conv): Experiment {
  const reduced = {
    network,
    validation: 5000,
    trials: 3,
    iterations: iterations / 10,
    rounds: 12,
    levels: [],
    reinit: { rounds: [4, 8, 12], replicates: 1 },
    evaluation: { every: 100, train_accuracy: true, examples: 0 },
  };
  const quick = {
    ...reduced,
    network: `${network}/w0.25`,
    iterations: 400,
    rates: { hidden: 0.4, output: 0.2, convolution: 2 * convolution },
    rounds: 3,
    reinit: { rounds: [3], replicates: 1 },
    evaluation: { every: 100, train_accuracy: false, examples: 0 },
  };
  const smoke = {
    ...quick,
    dataset: 'strokes-32',
    network: `${network}/w0.125`,
    validation: 500,
    trials: 2,
    iterations: 20,
    rounds: 2,
    reinit: { rounds: [2], replicates: 1 },
    evaluation: { every: 10, train_accuracy: false, examples: 0 },
  };
  return {
    name: network,
    title: `Winning tickets of ${title}`,
    about:
      `Iteratively pruned ${title} on CIFAR-10 beside its random reinitialisations: early stop and ` +
      'accuracy against percent of weights remaining.',
    source: 'figure 5, one network',
    arms: [{ base: network }],
    presets: {
      smoke: {
        about:
          '10 to 15 seconds on two cores; a narrow network on drawn digits, for tests of the program',
        set: smoke,
        plots: curvesAndLevels([0, 1, 2], LEVELS),
      },
      quick: {
        about: 'minutes; a quarter of the width, 400 iterations, three rounds at twice the rate',
        set: quick,
        plots: curvesAndLevels([0, 1, 2, 3], LEVELS),
      },
      reduced: {
        about: 'hours; a tenth of the iterations, 12 rounds, one reinitialisation of every fourth',
        set: reduced,
        plots: curvesAndLevels([0, 4, 8, 12], LEVELS),
      },
      paper: {
        about: 'weeks on two cores; everything the paper trained for this network',
        set: { reinit: { rounds: roundsFrom(1, 24), replicates: 3 } },
      },
    },
    plots: curvesAndLevels([...shown], LEVELS),
  };
}

export const conv2: Experiment = conv({
  network: 'conv-2',
  title: 'Conv-2',
  iterations: 20_000,
  convolution: 0.1,
  shown: [0, 6, 11, 14],
});

export const conv4: Experiment = conv({
  network: 'conv-4',
  title: 'Conv-4',
  iterations: 25_000,
  convolution: 0.1,
  shown: [0, 6, 11, 12],
});

export const conv6: Experiment = conv({
  network: 'conv-6',
  title: 'Conv-6',
  iterations: 30_000,
  convolution: 0.15,
  shown: [0, 7, 10, 15],
});
