import type { Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';
import { ONE_SHOT_GRID, TRAINING_SET } from './ours.ts';

const iterative = ['ticket', 'reinit'];
const oneShot = ['one-shot', 'one-shot-reinit'];
const panels = (variants: string[]) => [
  earlyStop(variants),
  accuracy('test', 'early_stop', variants),
  accuracy('train', 'early_stop', variants),
  accuracy('test', 'end', variants),
  accuracy('train', 'end', variants),
];

/** Figure 4 with training accuracy at the end (paper, figure 12). */
export const figure12: Experiment = {
  name: 'figure-12',
  title: 'Training accuracy of LeNet at the end',
  about:
    'The runs of figure 4 with one more panel: all but the smallest networks fit the training set.',
  source: 'figure 12 and appendix D',
  ours: `${ONE_SHOT_GRID} ${TRAINING_SET}`,
  variants: ['reinit', 'one-shot'],
  arms: [{ base: 'lenet' }],
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [
    { kind: 'levels', name: 'a', columns: 3, panels: panels([...iterative, ...oneShot]) },
    {
      kind: 'levels',
      name: 'b',
      x: 'percent-linear',
      columns: 3,
      panels: panels(oneShot),
    },
  ],
};
