import type { Experiment } from '../experiment.ts';
import { CONVS, convSweep } from './arms.ts';
import { rows } from './plots.ts';

/** Learning rates of Conv-2, Conv-4 and Conv-6, SGD (paper, figure 33). */
export const figure33: Experiment = {
  name: 'figure-33',
  title: 'Learning rates of Conv-2, Conv-4 and Conv-6, SGD',
  about:
    'Early stop and validation accuracy there for learning rates of plain gradient descent, one row per network.',
  source: 'figure 33 and appendix H.3',
  ours: 'The grid is ours; the paper’s text has no values. Convolutions are pruned at the rates of figure 2.',
  set: { optimizer: { kind: 'sgd' } },
  arms: convSweep('learning_rate', [0.0025, 0.005, 0.01, 0.02, 0.04], 'rate {value}'),
  presets: {
    smoke: {},
    reduced: {
      set: { levels: [7, 13] },
      arms: convSweep('learning_rate', [0.005, 0.01, 0.04], 'rate {value}'),
    },
    paper: { set: { trials: 3 } },
  },
  plots: [{ kind: 'levels', columns: 2, palette: 'sequence', panels: rows(CONVS) }],
};
