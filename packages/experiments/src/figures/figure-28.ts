import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';

/** Learning rates of LeNet, momentum (paper, figure 28). */
export const figure28: Experiment = {
  name: 'figure-28',
  title: 'Learning rates of LeNet, momentum',
  about:
    'Early stop and validation accuracy there for learning rates of gradient descent with momentum 0.9.',
  source: 'figure 28 and appendix G.3',
  ours: 'The grid is ours; the paper’s text names 0.025 and 0.1.',
  set: { optimizer: { kind: 'momentum', momentum: 0.9 } },
  arms: [
    {
      base: 'lenet',
      label: 'rate {value}',
      vary: { key: 'learning_rate', values: [0.0031, 0.0063, 0.0125, 0.025, 0.05, 0.1, 0.2] },
    },
  ],
  presets: {
    smoke: {},
    reduced: {
      arms: [
        {
          base: 'lenet',
          label: 'rate {value}',
          vary: { key: 'learning_rate', values: [0.0125, 0.025, 0.1] },
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
