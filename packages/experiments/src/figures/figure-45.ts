import type { Experiment } from '../experiment.ts';
import { checkpoints } from './plots.ts';
import { TRIALS_NOT_STATED } from './ours.ts';

/** Lengths of warm-up of VGG-19 (paper, figure 45). */
export const figure45: Experiment = {
  name: 'figure-45',
  title: 'Warm-up of VGG-19',
  about:
    'Validation accuracy at three iterations for linear warm-up over the first k iterations, to rate 0.1.',
  source: 'figure 45 and appendix I.5',
  ours: `The grid is that of figure 44; the paper does not print it. ${TRIALS_NOT_STATED}`,
  arms: [
    {
      base: 'vgg-19',
      label: 'k = {value}',
      vary: { key: 'schedule.warmup', values: [0, 500, 1000, 5000, 10_000, 20_000] },
    },
  ],
  presets: {
    smoke: {
      set: {
        iterations: 225,
        levels: [7],
        schedule: { milestones: [112, 169] },
        evaluation: { every: 225, at: [60, 120, 225] },
      },
    },
    reduced: { set: { rounds: 7, levels: [7] } },
    paper: {},
  },
  plots: [{ kind: 'levels', palette: 'sequence', panels: checkpoints('validation', ['ticket']) }],
};
