import type { ArmFile, Experiment } from '../experiment.ts';
import { accuracy, earlyStop } from './plots.ts';

/** Rounds down to a few percent of the weights, and for 0.2 as far as figure 4. */
const ROUNDS: readonly (readonly [rate: number, rounds: number])[] = [
  [0.1, 40],
  [0.2, 28],
  [0.4, 9],
  [0.6, 5],
  [0.8, 3],
];

const arms = (levels: (rounds: number) => { rounds: number; levels: number[] }): ArmFile[] =>
  ROUNDS.map(([rate, rounds]) => ({
    base: 'lenet',
    label: `${100 * rate}% per round`,
    set: { rates: { hidden: rate, output: rate / 2 }, ...levels(rounds) },
  }));

/** Few of the rounds of each rate, near the same percentages. */
const FEW: Readonly<Record<number, number[]>> = {
  40: [6, 14, 21, 27],
  28: [3, 7, 10, 13],
  9: [1, 3, 4, 6],
  5: [1, 2, 3],
  3: [1, 2],
};

const few = (rounds: number) => ({ rounds: FEW[rounds]!.at(-1)!, levels: FEW[rounds]! });

/** Pruning rates per round (paper, figure 29). */
export const figure29: Experiment = {
  name: 'figure-29',
  title: 'Pruning rates of LeNet',
  about:
    'Early stop and validation accuracy there for rates of pruning per round, the output layer at half.',
  source: 'figure 29 and appendix G.4',
  ours: 'The grid is ours; the paper’s text names 0.1, 0.2 and 0.4 and above. So are the rounds of each rate.',
  arms: arms((rounds) => ({ rounds, levels: [] })),
  presets: {
    smoke: { arms: arms((rounds) => ({ rounds: Math.min(rounds, 2), levels: [] })) },
    reduced: { arms: arms(few) },
    paper: { set: { trials: 3 } },
  },
  plots: [
    {
      kind: 'levels',
      palette: 'sequence',
      panels: [earlyStop(['ticket']), accuracy('validation', 'early_stop', ['ticket'])],
    },
  ],
};
