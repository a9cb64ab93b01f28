import type { Experiment } from '../experiment.ts';
import { ANALYSED, AT_ANALYSED, OUR_ROUNDS } from './analyses.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Outgoing connectivity under Adam (paper, figure 23). */
export const figure23: Experiment = {
  name: 'figure-23',
  title: 'Outgoing connections that survive, Adam',
  about:
    'Fractions of each unit’s outgoing connections that survive, as densities over the units of a layer.',
  source: 'figure 23 and appendix F.6',
  ours: `${OUR_ROUNDS} ${TRIALS_NOT_STATED}`,
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
