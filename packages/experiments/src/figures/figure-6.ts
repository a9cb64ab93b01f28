import type { Experiment } from '../experiment.ts';
import { CONV_BASES, DROPOUT } from './arms.ts';
import { BASE_TITLES } from '../base-titles.ts';
import { accuracy, earlyStop } from './plots.ts';

/** Conv-2, Conv-4 and Conv-6 trained with dropout (paper, figure 6). */
export const figure6: Experiment = {
  name: 'figure-6',
  title: 'Winning tickets with dropout',
  about:
    'Early stop and test accuracy of tickets trained with dropout (solid) and without (dashed).',
  source: 'figure 6 and appendix H.5',
  ours: 'Dropout of 0.5 stands after each hidden dense layer; the paper does not say where.',
  arms: CONV_BASES.flatMap((base) => [
    {
      base,
      label: `${BASE_TITLES[base]}, dropout`,
      colour: BASE_TITLES[base],
      dash: 'dropout',
      set: DROPOUT[base],
    },
    {
      base,
      label: `${BASE_TITLES[base]}, no dropout`,
      colour: BASE_TITLES[base],
      dash: 'no dropout',
    },
  ]),
  presets: { smoke: {}, reduced: {}, paper: {} },
  plots: [
    { kind: 'levels', panels: [earlyStop(['ticket']), accuracy('test', 'early_stop', ['ticket'])] },
  ],
};
