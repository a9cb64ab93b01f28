import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';

const both = ['ticket', 'continued'];

/** Resetting against continued training, LeNet (paper, figure 9). */
export const figure9: Experiment = {
  name: 'figure-9',
  title: 'Resetting and continued training: LeNet',
  about: 'Masks of a chain that is reset every round beside masks of one that is trained on.',
  source: 'figure 9 and appendix B',
  ours: 'Three trials; the paper does not say how many.',
  variants: ['continued'],
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: { set: { trials: 3 } } },
  plots: [
    { kind: 'levels', panels: [earlyStop(both), accuracy('validation', 'early_stop', both)] },
  ],
};
