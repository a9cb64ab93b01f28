import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';
import { TEST_SET, TRIALS_NOT_STATED } from './ours.ts';

const shown = ['ticket', 'reinit', 'small-initial'];

/** Pruning small initial weights before training (paper, figure 18). */
export const figure18: Experiment = {
  name: 'figure-18',
  title: 'Pruning small initial weights before training',
  about: 'Masks of the largest initial weights do worse than reinitialisations of trained masks.',
  source: 'figure 18 and appendix F.4',
  ours: `${TEST_SET} ${TRIALS_NOT_STATED}`,
  variants: ['reinit', 'small-initial'],
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: [earlyStop(shown), accuracy('test', 'early_stop', shown)] }],
};
