import type { Experiment } from '../experiment.ts';
import { ANALYSED, AT_ANALYSED, OUR_ROUNDS } from './analyses.ts';

/** Initialisations of surviving weights under Adam (paper, figure 15). */
export const figure15: Experiment = {
  name: 'figure-15',
  title: 'Initial weights of winning tickets, Adam',
  about:
    'Densities of the initial values of surviving weights, layer by layer, as LeNet is pruned.',
  source: 'figure 15 and appendix F.1',
  ours: OUR_ROUNDS,
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
