import type { Experiment } from '../experiment.ts';
import { CONV_ARMS } from './arms.ts';
import { accuracy, earlyStop } from './plots.ts';
import { TRAINING_SET } from './ours.ts';

const both = ['ticket', 'reinit'];

/** Figure 5 with training accuracy at the end (paper, figure 13). */
export const figure13: Experiment = {
  name: 'figure-13',
  title: 'Training accuracy of Conv-2, Conv-4 and Conv-6 at the end',
  about: 'The runs of figure 5 with one more panel: tickets fit the training set to smaller sizes.',
  source: 'figure 13 and appendix D',
  ours: TRAINING_SET,
  variants: ['reinit'],
  arms: CONV_ARMS,
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [
    {
      kind: 'levels',
      columns: 3,
      panels: [
        earlyStop(both),
        accuracy('test', 'early_stop', both),
        accuracy('train', 'early_stop', both),
        accuracy('test', 'end', both),
        accuracy('train', 'end', both),
      ],
    },
  ],
};
