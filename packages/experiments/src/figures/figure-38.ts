import type { Experiment } from '../experiment.ts';
import { VGG_SETTINGS, bothCriteria } from './arms.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Global and layer-wise pruning of VGG-19 (paper, figure 38). */
export const figure38: Experiment = {
  name: 'figure-38',
  title: 'Global and layer-wise pruning of VGG-19',
  about:
    'Validation accuracy at three iterations, weights ranked together (solid) and layer by layer (dashed).',
  source: 'figure 38 and appendix I.1',
  ours: TRIALS_NOT_STATED,
  arms: bothCriteria(VGG_SETTINGS),
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: checkpoints('validation', ['ticket']) }],
};
