import type { Network } from '@sweepstake/graph';
import { names } from '@sweepstake/random';
import { initialWeights } from '@sweepstake/stages';
import type { Optimizer } from '@sweepstake/training';

/** What everyone trains. */
export interface Setting {
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly batch: number;
}

/** Weights at iteration 0 of seed 0, trial 0. */
export const initialOf = ({ network }: Setting): Map<string, Float32Array> =>
  initialWeights(network, names.init({ seed: 0, trial: 0 }));
