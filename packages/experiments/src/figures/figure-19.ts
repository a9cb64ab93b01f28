import type { Experiment } from '../experiment.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** How far weights move in training, in and outside the eventual ticket (paper, figure 19). */
export const figure19: Experiment = {
  name: 'figure-19',
  title: 'How far weights move in training',
  about:
    'Distances between initial and trained weights of the dense network, in and outside the ticket.',
  source: 'figure 19 and appendix F.5',
  ours: `The ticket is that of 21.1%; the paper does not say. ${TRIALS_NOT_STATED}`,
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: { set: { rounds: 7 } } },
  plots: [
    { kind: 'distributions', analysis: 'distance-moved', rounds: [7], panels: 'layer', columns: 2 },
  ],
};
