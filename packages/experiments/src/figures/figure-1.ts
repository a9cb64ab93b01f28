import type { Experiment } from '../experiment.ts';
import { CONVS, CONV_ARMS } from './arms.ts';
import { accuracy, earlyStop } from './plots.ts';
import { RANDOM_MASKS } from './ours.ts';

const both = ['ticket', 'random'];

/** Winning tickets beside random sparse networks (paper, figure 1). */
export const figure1: Experiment = {
  name: 'figure-1',
  title: 'Winning tickets and random sparse networks',
  about:
    'Early stop and test accuracy there: tickets learn faster and better than random sparse networks.',
  source: 'figure 1',
  ours: RANDOM_MASKS,
  variants: ['random'],
  arms: [{ base: 'lenet' }, ...CONV_ARMS],
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [
    {
      kind: 'levels',
      columns: 2,
      panels: [
        { ...earlyStop(both, ['LeNet']), title: 'LeNet: early stop' },
        accuracy('test', 'early_stop', both, 'LeNet: test accuracy at early stop', ['LeNet']),
        { ...earlyStop(both, CONVS), title: 'Conv: early stop' },
        accuracy('test', 'early_stop', both, 'Conv: test accuracy at early stop', CONVS),
      ],
    },
  ],
};
