import type { Experiment } from '../experiment.ts';
import { ANALYSED, AT_ANALYSED, OUR_ROUNDS, SGD } from './analyses.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Initialisations of surviving weights under plain gradient descent (paper, figure 16). */
export const figure16: Experiment = {
  name: 'figure-16',
  title: 'Initial weights of winning tickets, SGD',
  about:
    'Densities of the initial values of surviving weights, layer by layer, as LeNet is pruned.',
  source: 'figure 16 and appendix F.2',
  ours: `${OUR_ROUNDS} ${TRIALS_NOT_STATED}`,
  set: SGD,
  arms: [{ base: 'lenet' }],
  presets: AT_ANALYSED,
  plots: [
    {
      kind: 'distributions',
      analysis: 'initial-weights',
      rounds: ANALYSED,
      panels: 'round',
      columns: 2,
    },
  ],
};
