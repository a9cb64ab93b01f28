import type { PresetFile } from '../experiment.ts';

/** Plain gradient descent at the rate of appendix F.2. */
export const SGD = { optimizer: { kind: 'sgd' as const }, learning_rate: 0.8 };

/** Rounds whose masks appendix F is looked at: 100, 41.1, 16.9 and 7.0% of LeNet's weights. */
export const ANALYSED = [0, 4, 8, 12];

/** The shorter presets train just these. */
export const AT_ANALYSED: Record<'smoke' | 'reduced' | 'paper', PresetFile> = {
  smoke: { set: { rounds: 12, levels: [4, 8, 12] } },
  reduced: { set: { rounds: 12, levels: [4, 8, 12] } },
  paper: {},
};

/** A sentence for captions. */
export const OUR_ROUNDS = 'Levels are our choice; the paper does not print them.';
