import type { Experiment } from '../experiment.ts';
import { CONVS, convSweep } from './arms.ts';
import { rows } from './plots.ts';

/** Learning rates of Conv-2, Conv-4 and Conv-6, Adam (paper, figure 32). */
export const figure32: Experiment = {
  name: 'figure-32',
  title: 'Learning rates of Conv-2, Conv-4 and Conv-6, Adam',
  about:
    'Early stop and validation accuracy there for learning rates of Adam, one row per network.',
  source: 'figure 32 and appendix H.2',
  ours: 'The grid is ours; the paper’s text names 0.0002, 0.0003 and 0.0004. Convolutions lose 10% per round here.',
  set: { rates: { convolution: 0.1 } },
  arms: convSweep('learning_rate', [5e-5, 1e-4, 2e-4, 3e-4, 4e-4, 8e-4], 'rate {value}'),
  presets: {
    smoke: {},
    reduced: {
      set: { levels: [7, 13] },
      arms: convSweep('learning_rate', [2e-4, 3e-4, 4e-4, 8e-4], 'rate {value}'),
    },
    paper: { set: { trials: 3 } },
  },
  plots: [{ kind: 'levels', columns: 2, palette: 'sequence', panels: rows(CONVS) }],
};
