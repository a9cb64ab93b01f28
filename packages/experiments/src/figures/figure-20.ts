import type { Experiment } from '../experiment.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** How the magnitudes of weights change in training, in and outside the eventual ticket (paper, figure 20). */
export const figure20: Experiment = {
  name: 'figure-20',
  title: 'How the magnitudes of weights change in training',
  about: 'Trained less initial magnitudes of the dense network, in and outside the ticket.',
  source: 'figure 20 and appendix F.5',
  ours: `The ticket is that of 21.1%; the paper does not say. ${TRIALS_NOT_STATED}`,
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: { set: { rounds: 7 } } },
  plots: [
    {
      kind: 'distributions',
      analysis: 'magnitude-change',
      rounds: [7],
      panels: 'layer',
      columns: 2,
    },
  ],
};
