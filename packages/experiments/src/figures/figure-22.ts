import type { Experiment } from '../experiment.ts';
import { ANALYSED, AT_ANALYSED, OUR_ROUNDS, SGD } from './analyses.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Incoming connectivity under plain gradient descent (paper, figure 22). */
export const figure22: Experiment = {
  name: 'figure-22',
  title: 'Incoming connections that survive, SGD',
  about:
    'Fractions of each unit’s incoming connections that survive, as densities over the units of a layer.',
  source: 'figure 22 and appendix F.6',
  ours: `${OUR_ROUNDS} ${TRIALS_NOT_STATED}`,
  set: SGD,
  arms: [{ base: 'lenet' }],
  presets: AT_ANALYSED,
  plots: [
    {
      kind: 'distributions',
      analysis: 'incoming',
      rounds: ANALYSED.slice(1),
      panels: 'layer',
      columns: 3,
    },
  ],
};
