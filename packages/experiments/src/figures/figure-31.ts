import type { ArmFile, Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';

const SIZES = [
  '25-9',
  '50-17',
  '100-34',
  '150-50',
  '200-67',
  '300-100',
  '400-134',
  '500-167',
  '700-233',
  '900-300',
];

const arms = (sizes: readonly string[]): ArmFile[] =>
  sizes.map((size) => ({ base: 'lenet', label: size, set: { network: `lenet-${size}` } }));

/** Both widths divided by eight. */
const narrow = SIZES.map((size) =>
  size
    .split('-')
    .map((width) => Math.max(2, Math.round(Number(width) / 8)))
    .join('-'),
);

/** Sizes of LeNet (paper, figure 31). */
export const figure31: Experiment = {
  name: 'figure-31',
  title: 'Sizes of LeNet',
  about:
    'Early stop and validation accuracy there against the number of weights: larger networks give ' +
    'more accurate tickets of the same size.',
  source: 'figure 31 and appendix G.6',
  ours: 'The grid is ours; the paper’s text names hidden widths of 3 to 1, of which 300 and 100 are one. So is the number of rounds.',
  arms: arms(SIZES),
  presets: {
    smoke: { arms: arms(narrow) },
    reduced: {
      set: { rounds: 16, levels: [5, 10, 13, 16] },
      arms: arms(['25-9', '100-34', '300-100', '500-167']),
    },
    paper: { set: { trials: 3, rounds: 24 } },
  },
  plots: [
    {
      kind: 'levels',
      x: 'weights',
      palette: 'sequence',
      panels: [earlyStop(['ticket']), accuracy('validation', 'early_stop', ['ticket'])],
    },
  ],
};
