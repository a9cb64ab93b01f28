import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';
import { TEST_SET, TRIALS_NOT_STATED } from './ours.ts';

const shown = ['ticket', 'noise-0.5', 'noise-1', 'noise-2', 'noise-3', 'reinit'];

/** Noise on the initial weights of winning tickets (paper, figure 25). */
export const figure25: Experiment = {
  name: 'figure-25',
  title: 'Noise on the initial weights of winning tickets',
  about:
    'Noise lowers accuracy and slows learning; half a standard deviation hardly matters, and three still beat a reinitialisation.',
  source: 'figure 25 and appendix F.7',
  ours: `${TEST_SET} ${TRIALS_NOT_STATED}`,
  variants: ['reinit', 'noise'],
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: [earlyStop(shown), accuracy('test', 'early_stop', shown)] }],
};
