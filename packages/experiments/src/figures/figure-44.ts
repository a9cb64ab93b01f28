import type { Experiment } from '../experiment.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Lengths of warm-up of ResNet-18 (paper, figure 44). */
export const figure44: Experiment = {
  name: 'figure-44',
  title: 'Warm-up of ResNet-18',
  about:
    'Validation accuracy at three iterations for linear warm-up over the first k iterations, to rate 0.03.',
  source: 'figure 44 and appendix I.5',
  ours: `Lengths as a third party read them off the paper’s figure. ${TRIALS_NOT_STATED}`,
  set: { learning_rate: 0.03 },
  arms: [
    {
      base: 'resnet-18',
      label: 'k = {value}',
      vary: { key: 'schedule.warmup', values: [0, 500, 1000, 5000, 10_000, 20_000] },
    },
  ],
  presets: {
    smoke: {
      set: {
        iterations: 60,
        schedule: { milestones: [40, 50] },
        evaluation: { every: 60, at: [20, 40, 60] },
      },
    },
    reduced: { set: { rounds: 7, levels: [7] } },
    paper: {},
  },
  plots: [{ kind: 'levels', palette: 'sequence', panels: checkpoints('validation', ['ticket']) }],
};
