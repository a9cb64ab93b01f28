import type { ArmFile, Experiment } from '../experiment.ts';
import { CONVS, CONV_BASES, DROPOUT } from './arms.ts';
import { rows } from './plots.ts';

const arms = (values: number[], iterations?: number): ArmFile[] =>
  CONV_BASES.map((base) => ({
    base,
    label: 'rate {value}',
    set: { ...DROPOUT[base], ...(iterations !== undefined && { iterations }) },
    vary: { key: 'learning_rate', values },
  }));

/** Learning rates with dropout (paper, figure 36). */
export const figure36: Experiment = {
  name: 'figure-36',
  title: 'Learning rates of Conv-2, Conv-4 and Conv-6 with dropout',
  about: 'Early stop and validation accuracy there for learning rates of Adam with dropout 0.5.',
  source: 'figure 36 and appendix H.5',
  ours: 'The grid is the one that the paper’s text names for Conv-2. Dropout stands after each hidden dense layer; the paper does not say where.',
  arms: arms([1e-4, 2e-4, 3e-4, 4e-4]),
  presets: {
    smoke: {},
    reduced: { set: { levels: [13] }, arms: arms([2e-4, 4e-4], 480) },
    paper: { set: { trials: 3 } },
  },
  plots: [{ kind: 'levels', columns: 2, palette: 'sequence', panels: rows(CONVS) }],
};
