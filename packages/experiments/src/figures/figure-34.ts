import type { Experiment } from '../experiment.ts';
import { CONVS, convSweep } from './arms.ts';
import { rows } from './plots.ts';

/** Learning rates of Conv-2, Conv-4 and Conv-6, momentum (paper, figure 34). */
export const figure34: Experiment = {
  name: 'figure-34',
  title: 'Learning rates of Conv-2, Conv-4 and Conv-6, momentum',
  about:
    'Early stop and validation accuracy there for learning rates of gradient descent with momentum 0.9, one row per network.',
  source: 'figure 34 and appendix H.3',
  ours: 'The grid is ours; the paper’s text names 0.001, 0.005 and 0.008. Convolutions are pruned at the rates of figure 2.',
  set: { optimizer: { kind: 'momentum', momentum: 0.9 } },
  arms: convSweep('learning_rate', [0.0005, 0.001, 0.003, 0.005, 0.008], 'rate {value}'),
  presets: {
    smoke: {},
    reduced: {
      set: { levels: [7, 13] },
      arms: convSweep('learning_rate', [0.001, 0.003, 0.008], 'rate {value}'),
    },
    paper: { set: { trials: 3 } },
  },
  plots: [{ kind: 'levels', columns: 2, palette: 'sequence', panels: rows(CONVS) }],
};
