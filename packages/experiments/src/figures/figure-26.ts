import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';

/** Learning rates of LeNet, Adam (paper, figure 26). */
export const figure26: Experiment = {
  name: 'figure-26',
  title: 'Learning rates of LeNet, Adam',
  about: 'Early stop and validation accuracy there for learning rates around the chosen 0.0012.',
  source: 'figure 26 and appendix G.2',
  ours: 'The grid is ours; the paper’s text names 0.000025, 0.0002, 0.0012, 0.002 and 0.0064.',
  arms: [
    {
      base: 'lenet',
      label: 'rate {value}',
      vary: {
        key: 'learning_rate',
        values: [2.5e-5, 5e-5, 1e-4, 2e-4, 4e-4, 8e-4, 1.2e-3, 2e-3, 3.2e-3, 6.4e-3],
      },
    },
  ],
  presets: {
    smoke: {},
    reduced: {
      arms: [
        {
          base: 'lenet',
          label: 'rate {value}',
          vary: { key: 'learning_rate', values: [2.5e-5, 2e-4, 1.2e-3, 2e-3, 6.4e-3] },
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
