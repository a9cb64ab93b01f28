import { BASE_TITLES } from '../base-titles.ts';
import type { ArmFile, Experiment } from '../experiment.ts';
import { CONV_ARMS, RESNET_SETTINGS, VGG_SETTINGS } from './arms.ts';
import { accuracy } from './plots.ts';
import { RANDOM_MASKS, TRIALS_AND_REINITS_NOT_STATED } from './ours.ts';

const three = ['ticket', 'reinit', 'random'];

const deep = (resnetWarmup: number, vggWarmup: number): ArmFile[] => [
  {
    ...RESNET_SETTINGS[2]!,
    label: BASE_TITLES['resnet-18'],
    set: { learning_rate: 0.03, schedule: { warmup: resnetWarmup } },
  },
  {
    ...VGG_SETTINGS[2]!,
    label: BASE_TITLES['vgg-19'],
    set: { schedule: { warmup: vggWarmup } },
  },
];

/** Tickets, their reinitialisations and random sparse networks of all networks (paper, figure 14). */
export const figure14: Experiment = {
  name: 'figure-14',
  title: 'Winning tickets, reinitialisations and random sparse networks',
  about: 'Test accuracy at the last iteration for each of the six networks.',
  source: 'figure 14 and appendix E',
  ours: `ResNet-18 and VGG-19 are trained with the warm-up of section 4; the paper does not say. ${RANDOM_MASKS} ${TRIALS_AND_REINITS_NOT_STATED}`,
  variants: ['reinit', 'random'],
  arms: [{ base: 'lenet' }, ...CONV_ARMS, ...deep(20_000, 10_000)],
  presets: {
    smoke: {},
    // One level less of the Conv networks, with which it would take more than 40 minutes; warm-ups as elsewhere.
    reduced: {
      arms: [
        { base: 'lenet' },
        ...CONV_ARMS.map((arm) => ({ ...arm, set: { rounds: 10, levels: [3, 7, 10] } })),
        ...deep(267, 18),
      ],
    },
    paper: {},
  },
  plots: [
    {
      kind: 'levels',
      colour: 'variant',
      columns: 3,
      panels: Object.values(BASE_TITLES).map((title) =>
        accuracy('test', 'end', three, title, [title]),
      ),
    },
  ],
};
