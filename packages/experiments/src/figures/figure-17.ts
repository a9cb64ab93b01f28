import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';
import { TEST_SET, TRIALS_NOT_STATED } from './ours.ts';

const shown = ['ticket', 'reinit', 'resample'];

/** Reinitialisation from the ticket’s own values (paper, figure 17). */
export const figure17: Experiment = {
  name: 'figure-17',
  title: 'Reinitialisation from the ticket’s own values',
  about:
    'Weights drawn anew from the layer’s surviving initial values do little better than a random reinitialisation.',
  source: 'figure 17 and appendix F.3',
  ours: `${TEST_SET} ${TRIALS_NOT_STATED}`,
  variants: ['reinit', 'resample'],
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: [earlyStop(shown), accuracy('test', 'early_stop', shown)] }],
};
