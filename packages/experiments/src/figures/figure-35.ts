import type { Experiment } from '../experiment.ts';
import { CONVS, convSweep } from './arms.ts';
import { rows } from './plots.ts';

/** Pruning rates of convolutions (paper, figure 35). */
export const figure35: Experiment = {
  name: 'figure-35',
  title: 'Pruning rates of convolutions',
  about:
    'Early stop and validation accuracy there for rates of pruning convolutions per round, dense layers at 20%.',
  source: 'figure 35 and appendix H.4',
  ours: 'The grid is ours; the paper’s text calls 10 to 20% reasonable.',
  arms: convSweep('rates.convolution', [0.05, 0.1, 0.15, 0.2, 0.3], 'convolutions {value}'),
  presets: {
    smoke: {},
    reduced: {
      set: { levels: [7, 13] },
      arms: convSweep('rates.convolution', [0.1, 0.2, 0.3], 'convolutions {value}'),
    },
    paper: { set: { trials: 3 } },
  },
  plots: [{ kind: 'levels', columns: 2, palette: 'sequence', panels: rows(CONVS) }],
};
