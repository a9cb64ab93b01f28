import type { Experiment } from '../experiment.ts';
import { RESNET_SETTINGS } from './arms.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_AND_REINITS_NOT_STATED } from './ours.ts';

/** Figure 8 with layer-wise pruning (paper, figure 41). */
export const figure41: Experiment = {
  name: 'figure-41',
  title: 'Winning tickets of ResNet-18, pruned layer by layer',
  about: 'Figure 8 with weights ranked layer by layer: the same patterns, at larger sizes.',
  source: 'figure 41 and appendix I.1',
  ours: TRIALS_AND_REINITS_NOT_STATED,
  variants: ['reinit'],
  set: { criterion: 'layerwise-magnitude' },
  arms: RESNET_SETTINGS,
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: checkpoints('test', ['ticket', 'reinit']) }],
};
