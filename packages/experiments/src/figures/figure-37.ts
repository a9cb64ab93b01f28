import type { ArmFile, Experiment } from '../experiment.ts';
import { CONVS, CONV_BASES } from './arms.ts';
import { rows } from './plots.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** In the order of the paper's colours: blue, orange, green. */
const arms: ArmFile[] = CONV_BASES.flatMap((base) => [
  { base, label: 'both' },
  { base, label: 'dense layers only', set: { rates: { convolution: 0 } } },
  { base, label: 'convolutions only', set: { rates: { hidden: 0, output: 0 } } },
]);

/** Convolutions or dense layers pruned alone (paper, figure 37). */
export const figure37: Experiment = {
  name: 'figure-37',
  title: 'Pruning convolutions only, dense layers only, and both',
  about: 'Early stop and validation accuracy there against the number of weights that remain.',
  source: 'figure 37 and appendix H.6',
  ours: `Accuracies are those of the validation set; the paper does not say. ${TRIALS_NOT_STATED}`,
  arms,
  presets: { smoke: {}, reduced: {}, paper: { set: { trials: 3 } } },
  plots: [{ kind: 'levels', x: 'weights', columns: 2, panels: rows(CONVS) }],
};
