import type { Experiment } from '../experiment.ts';
import { RESNET_SETTINGS } from './arms.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_AND_REINITS_NOT_STATED } from './ours.ts';

/** ResNet-18 at a high and a low learning rate and with warm-up (paper, figure 8). */
export const figure8: Experiment = {
  name: 'figure-8',
  title: 'Winning tickets of ResNet-18',
  about:
    'Test accuracy at three iterations of globally pruned ResNet-18 and its reinitialisations.',
  source: 'figure 8',
  ours: TRIALS_AND_REINITS_NOT_STATED,
  variants: ['reinit'],
  arms: RESNET_SETTINGS,
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: checkpoints('test', ['ticket', 'reinit']) }],
};
