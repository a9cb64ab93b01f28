import type { Experiment } from '../experiment.ts';
import { curvesOfFigure3 } from './plots.ts';

/** Test accuracy of LeNet on MNIST while it trains (paper, figure 3). */
export const figure3: Experiment = {
  name: 'figure-3',
  title: 'Accuracy of winning tickets as training proceeds',
  about:
    'Accuracy against iteration for iteratively pruned LeNet on MNIST: pruning speeds learning up, ' +
    'then slows it down, and random reinitialisation loses the gain.',
  source: 'figure 3',
  arms: [{ base: 'lenet' }],
  presets: {
    tiny: {
      set: {
        dataset: 'strokes',
        network: 'mlp-784-32-16-10',
        iterations: 60,
        rates: { hidden: 0.4, output: 0.2, convolution: 0.2 },
        rounds: 2,
        levels: [],
        reinit: { rounds: [2], replicates: 1 },
        evaluation: { train_accuracy: false, examples: 0 },
      },
      plots: [curvesOfFigure3('validation_accuracy', [[0, 1, 2]], [0, 2], [2])],
    },
    smoke: {
      set: {
        reinit: { rounds: [3, 7], replicates: 1 },
        evaluation: { test: 'grid' },
      },
      plots: [
        curvesOfFigure3(
          'test_accuracy',
          [
            [0, 3, 7],
            [3, 7],
          ],
          [0, 3, 7],
          [3, 7],
        ),
      ],
    },
    quick: {
      about: 'a minute; levels 100, 60.1, 36.1 and 21.7%, test at early stop and at the end',
      set: {
        trials: 5,
        iterations: 4000,
        rates: { hidden: 0.4, output: 0.2, convolution: 0.2 },
        rounds: 3,
        levels: [],
        reinit: { rounds: [3], replicates: 1 },
        evaluation: { train_accuracy: false, examples: 0 },
      },
      plots: [curvesOfFigure3('validation_accuracy', [[0, 1, 2, 3]], [0, 3], [3])],
    },
    reduced: {
      set: {
        rounds: 15,
        levels: [3, 7, 12, 15],
        reinit: { rounds: [3, 7], replicates: 1 },
        evaluation: { test: 'grid' },
      },
    },
    paper: {
      about: 'hours; everything the paper trained',
      set: { rounds: 18, reinit: { rounds: [3, 7], replicates: 3 } },
    },
  },
  plots: [
    curvesOfFigure3(
      'test_accuracy',
      [
        [0, 3, 7],
        [7, 12, 15, 18],
      ],
      [0, 3, 7],
      [3, 7],
    ),
  ],
};
