import type { Experiment } from '../experiment.ts';
import { RESNET_SETTINGS, bothCriteria } from './arms.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Global and layer-wise pruning of ResNet-18 (paper, figure 39). */
export const figure39: Experiment = {
  name: 'figure-39',
  title: 'Global and layer-wise pruning of ResNet-18',
  about:
    'Validation accuracy at three iterations, weights ranked together (solid) and layer by layer (dashed).',
  source: 'figure 39 and appendix I.1',
  ours: TRIALS_NOT_STATED,
  arms: bothCriteria(RESNET_SETTINGS),
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [{ kind: 'levels', panels: checkpoints('validation', ['ticket']) }],
};
