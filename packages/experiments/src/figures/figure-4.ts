import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';
import { ONE_SHOT_GRID, TRAINING_SET } from './ours.ts';

const four = ['ticket', 'reinit', 'one-shot', 'one-shot-reinit'];
const oneShot = ['one-shot', 'one-shot-reinit'];

/** Iterative and one-shot pruning of LeNet, and the reinitialisations of both (paper, figure 4). */
export const figure4: Experiment = {
  name: 'figure-4',
  title: 'Iterative and one-shot pruning of LeNet',
  about:
    'Early stop and accuracies of tickets found iteratively and in one shot, beside random ' +
    'reinitialisations of both, against percent of weights remaining.',
  source: 'figure 4',
  ours: `${ONE_SHOT_GRID} ${TRAINING_SET}`,
  variants: ['reinit', 'one-shot'],
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [
    {
      kind: 'levels',
      name: 'a',
      panels: [
        earlyStop(four),
        accuracy('test', 'early_stop', four),
        accuracy('train', 'early_stop', four),
      ],
    },
    { kind: 'levels', name: 'b', panels: [accuracy('test', 'end', four)] },
    {
      kind: 'levels',
      name: 'c',
      x: 'percent-linear',
      panels: [earlyStop(oneShot), accuracy('test', 'early_stop', oneShot)],
    },
  ],
};
