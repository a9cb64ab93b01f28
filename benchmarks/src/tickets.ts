import { engine } from '@sweepstake/engine';
import { parametersOf } from '@sweepstake/graph';
import { fullMasks, layerwiseMagnitude, percentRemaining, ratesByRole } from '@sweepstake/lottery';
import { lenet300100 } from '@sweepstake/models';
import { ADAM, type Batch, type Masks, type Tensors } from '@sweepstake/training';
import { BATCH } from './data.ts';
import { initialOf, type Setting } from './setting.ts';

export const NETWORK = lenet300100();
export const LEARNING_RATE = 1.2e-3;
export const LENET: Setting = {
  network: NETWORK,
  optimizer: ADAM,
  learningRate: LEARNING_RATE,
  batch: BATCH,
};

/** A mask set of the benchmark. */
export interface Level {
  readonly round: number;
  /** 0..1 of all weights. */
  readonly remaining: number;
  /** Null: dense. */
  readonly masks: Masks | null;
}

/** Weights of a dense training of so many iterations. */
export async function trained(batches: readonly Batch[], iterations: number): Promise<Tensors> {
  const session = await engine.open(NETWORK, {
    weights: initialOf(LENET),
    optimizer: ADAM,
    batch: BATCH,
  });
  for (let t = 0; t < iterations; t++) {
    session.step(batches[t % batches.length] as Batch, LEARNING_RATE);
  }
  const { weights } = session.exportState();
  session.close();
  return weights;
}

/** 20% of hidden and 10% of output weights per round, by trained magnitude (paper, figure 2). */
export const RATES = ratesByRole(parametersOf(NETWORK), { hidden: 0.2, output: 0.1 });

/** Masks after the given rounds of pruning the same trained weights. */
export function levelsAt(weights: Tensors, rounds: readonly number[]): Level[] {
  const levels: Level[] = [];
  let masks: Masks = fullMasks(weights, RATES.keys());
  for (let round = 0; round <= Math.max(...rounds); round++) {
    if (round > 0) masks = layerwiseMagnitude(weights, masks, RATES);
    if (!rounds.includes(round)) continue;
    levels.push({
      round,
      remaining: percentRemaining(masks) / 100,
      masks: round > 0 ? masks : null,
    });
  }
  return levels;
}
