import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';

/** Standard deviations of initial weights (paper, figure 30). */
export const figure30: Experiment = {
  name: 'figure-30',
  title: 'Standard deviations of initial weights',
  about:
    'Early stop and validation accuracy there for Gaussian initial weights of several widths, and for Gaussian Glorot.',
  source: 'figure 30 and appendix G.5',
  ours: 'The grid is ours; the paper’s text names 0.1.',
  arms: [
    {
      base: 'lenet',
      label: 'deviation {value}',
      vary: { key: 'initial_std', values: [0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 0] },
    },
  ],
  presets: {
    smoke: {},
    reduced: {
      arms: [
        {
          base: 'lenet',
          label: 'deviation {value}',
          vary: { key: 'initial_std', values: [0.025, 0.1, 0.4, 0] },
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
