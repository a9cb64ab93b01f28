import type { Experiment } from '../experiment.ts';
import { curvesOfFigure3 } from './plots.ts';

/** Validation loss of the runs of figure 3 (paper, figure 11). */
export const figure11: Experiment = {
  name: 'figure-11',
  title: 'Validation loss of winning tickets as training proceeds',
  about: 'The runs of figure 3: the loss falls, has a clear bottom, and rises again.',
  source: 'figure 11 and appendix C',
  arms: [{ base: 'lenet' }],
  presets: {
    smoke: {
      set: { reinit: { rounds: [3, 7], replicates: 1 }, evaluation: { test: 'grid' } },
      plots: [
        curvesOfFigure3(
          'validation_loss',
          [
            [0, 3, 7],
            [3, 7],
          ],
          [0, 3, 7],
          [3, 7],
        ),
      ],
    },
    reduced: {
      set: {
        rounds: 15,
        levels: [3, 7, 12, 15],
        reinit: { rounds: [3, 7], replicates: 1 },
        evaluation: { test: 'grid' },
      },
    },
    paper: { set: { rounds: 18, reinit: { rounds: [3, 7], replicates: 3 } } },
  },
  plots: [
    curvesOfFigure3(
      'validation_loss',
      [
        [0, 3, 7],
        [7, 12, 15, 18],
      ],
      [0, 3, 7],
      [3, 7],
    ),
  ],
};
