import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';

/** Learning rates of LeNet, SGD (paper, figure 27). */
export const figure27: Experiment = {
  name: 'figure-27',
  title: 'Learning rates of LeNet, SGD',
  about: 'Early stop and validation accuracy there for learning rates of plain gradient descent.',
  source: 'figure 27 and appendix G.3',
  ours: 'The grid is ours; the paper’s text names 0.4 and 0.8.',
  set: { optimizer: { kind: 'sgd' } },
  arms: [
    {
      base: 'lenet',
      label: 'rate {value}',
      vary: { key: 'learning_rate', values: [0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6] },
    },
  ],
  presets: {
    smoke: {},
    reduced: {
      arms: [
        {
          base: 'lenet',
          label: 'rate {value}',
          vary: { key: 'learning_rate', values: [0.1, 0.4, 0.8] },
        },
      ],
    },
    paper: { set: { trials: 3 } },
  },
  plots: [
    {
      kind: 'levels',
      palette: 'sequence',
      panels: [earlyStop(['ticket']), accuracy('validation', 'early_stop', ['ticket'])],
    },
  ],
};
