import type { Experiment } from '../experiment.ts';
import { ANALYSED, AT_ANALYSED, OUR_ROUNDS } from './analyses.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Incoming connectivity under Adam (paper, figure 21). */
export const figure21: Experiment = {
  name: 'figure-21',
  title: 'Incoming connections that survive, Adam',
  about:
    'Fractions of each unit’s incoming connections that survive, as densities over the units of a layer.',
  source: 'figure 21 and appendix F.6',
  ours: `${OUR_ROUNDS} ${TRIALS_NOT_STATED}`,
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
