import type { ArmFile, Experiment } from '../experiment.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_AND_REINITS_NOT_STATED } from './ours.ts';

const arms = (values: number[]): ArmFile[] => [
  { base: 'vgg-19', label: 'rate {value}', vary: { key: 'learning_rate', values } },
];

/** Initial learning rates of VGG-19 (paper, figure 43). */
export const figure43: Experiment = {
  name: 'figure-43',
  title: 'Learning rates of VGG-19',
  about:
    'Validation accuracy at three iterations of tickets and reinitialisations for initial learning rates.',
  source: 'figure 43 and appendix I.4',
  ours: `The grid is ours; the paper does not print it. ${TRIALS_AND_REINITS_NOT_STATED}`,
  variants: ['reinit'],
  arms: arms([0.005, 0.01, 0.02, 0.03, 0.05, 0.1]),
  presets: {
    smoke: {},
    reduced: { set: { rounds: 7, levels: [7] }, arms: arms([0.01, 0.03, 0.1]) },
    paper: {},
  },
  plots: [
    {
      kind: 'levels',
      palette: 'sequence',
      panels: checkpoints('validation', ['ticket', 'reinit']),
    },
  ],
};
