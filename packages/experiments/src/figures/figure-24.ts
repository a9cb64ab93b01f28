import type { Experiment } from '../experiment.ts';
import { ANALYSED, AT_ANALYSED, OUR_ROUNDS, SGD } from './analyses.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Outgoing connectivity under plain gradient descent (paper, figure 24). */
export const figure24: Experiment = {
  name: 'figure-24',
  title: 'Outgoing connections that survive, SGD',
  about:
    'Fractions of each unit’s outgoing connections that survive, as densities over the units of a layer.',
  source: 'figure 24 and appendix F.6',
  ours: `${OUR_ROUNDS} ${TRIALS_NOT_STATED}`,
  set: SGD,
  arms: [{ base: 'lenet' }],
  presets: AT_ANALYSED,
  plots: [
    {
      kind: 'distributions',
      analysis: 'outgoing',
      rounds: ANALYSED.slice(1),
      panels: 'layer',
      columns: 3,
    },
  ],
};
