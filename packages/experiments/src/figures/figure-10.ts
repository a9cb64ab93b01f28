import type { Experiment } from '../experiment.ts';
import { CONV_ARMS } from './arms.ts';
import { accuracy, earlyStop } from './plots.ts';

const both = ['ticket', 'continued'];

/** Resetting against continued training, Conv networks (paper, figure 10). */
export const figure10: Experiment = {
  name: 'figure-10',
  title: 'Resetting and continued training: Conv-2, Conv-4 and Conv-6',
  about: 'Masks of a chain that is reset every round beside masks of one that is trained on.',
  source: 'figure 10 and appendix B',
  ours: 'Three trials; the paper does not say how many.',
  variants: ['continued'],
  arms: CONV_ARMS,
  presets: { smoke: {}, reduced: {}, paper: { set: { trials: 3 } } },
  plots: [
    { kind: 'levels', panels: [earlyStop(both), accuracy('validation', 'early_stop', both)] },
  ],
};
