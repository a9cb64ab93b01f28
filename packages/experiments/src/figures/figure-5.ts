import type { Experiment } from '../experiment.ts';
import { CONV_ARMS } from './arms.ts';
import { accuracy, earlyStop } from './plots.ts';
import { TRAINING_SET } from './ours.ts';

const both = ['ticket', 'reinit'];

/** Conv-2, Conv-4 and Conv-6 (paper, figure 5). */
export const figure5: Experiment = {
  name: 'figure-5',
  title: 'Winning tickets of Conv-2, Conv-4 and Conv-6',
  about: 'Early stop and accuracies of tickets and their random reinitialisations on CIFAR-10.',
  source: 'figure 5',
  ours: TRAINING_SET,
  variants: ['reinit'],
  arms: CONV_ARMS,
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [
    {
      kind: 'levels',
      columns: 2,
      panels: [
        earlyStop(both),
        accuracy('test', 'early_stop', both),
        accuracy('train', 'early_stop', both),
        accuracy('test', 'end', both),
      ],
    },
  ],
};
