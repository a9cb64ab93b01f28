import type { Experiment } from '../experiment.ts';
import { VGG_SETTINGS } from './arms.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_AND_REINITS_NOT_STATED } from './ours.ts';

/** Figure 7 with layer-wise pruning (paper, figure 40). */
export const figure40: Experiment = {
  name: 'figure-40',
  title: 'Winning tickets of VGG-19, pruned layer by layer',
  about: 'Figure 7 with weights ranked layer by layer: the same patterns, at larger sizes.',
  source: 'figure 40 and appendix I.1',
  ours: TRIALS_AND_REINITS_NOT_STATED,
  variants: ['reinit'],
  set: { criterion: 'layerwise-magnitude' },
  arms: VGG_SETTINGS,
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: checkpoints('test', ['ticket', 'reinit']) }],
};
