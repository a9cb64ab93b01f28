import type { Experiment } from '../experiment.ts';
import { VGG_SETTINGS } from './arms.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_AND_REINITS_NOT_STATED } from './ours.ts';

/** VGG-19 at a high and a low learning rate and with warm-up (paper, figure 7). */
export const figure7: Experiment = {
  name: 'figure-7',
  title: 'Winning tickets of VGG-19',
  about: 'Test accuracy at three iterations of globally pruned VGG-19 and its reinitialisations.',
  source: 'figure 7',
  ours: TRIALS_AND_REINITS_NOT_STATED,
  variants: ['reinit'],
  arms: VGG_SETTINGS,
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: checkpoints('test', ['ticket', 'reinit']) }],
};
