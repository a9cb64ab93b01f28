import { elements, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Masks, TrainingRecord } from '@sweepstake/training';
import { countOnes } from './compact.ts';

/** What the record of a stage says of a finished training; the numbers over time are in its curve. */
export interface TrainRecord {
  readonly kind: 'train';
  /** null where no validation loss was finite. */
  readonly earlyStop: { readonly iteration: number; readonly censored: boolean } | null;
  /** The loss is text, because JSON has no NaN. */
  readonly diverged: { readonly iteration: number; readonly loss: string } | null;
  /** Surviving weights without biases, in percent. */
  readonly percentRemaining: number;
  /** Surviving weights by prunable parameter. */
  readonly survivors: Readonly<Record<string, number>>;
  /** Layers that have weights and no survivor, which compute their biases only; absent where there is none. */
  readonly emptied?: readonly string[] | undefined;
  readonly iterations: number;
}

/** What the record of a stage says of a finished pruning. */
export interface PruneRecord {
  readonly kind: 'prune';
  readonly percentRemaining: number;
  readonly survivors: Readonly<Record<string, number>>;
  /** As in a training's record. */
  readonly emptied?: readonly string[] | undefined;
}

/** Survivors of every prunable parameter, their share of all prunable weights in percent, and emptied layers. */
export function remaining(
  network: Network,
  masks: Masks | null,
): Pick<PruneRecord, 'percentRemaining' | 'survivors' | 'emptied'> {
  const survivors: Record<string, number> = {};
  let kept = 0;
  let all = 0;
  for (const { name, shape } of prunableParameters(network)) {
    const mask = masks?.get(name);
    const size = elements(shape);
    survivors[name] = mask === undefined ? size : countOnes(mask);
    kept += survivors[name];
    all += size;
  }
  const emptied = network.layers
    .filter((layer) => 'weight' in layer && survivors[layer.weight.name] === 0)
    .map(({ name }) => name);
  return {
    percentRemaining: (100 * kept) / all,
    survivors,
    ...(emptied.length > 0 && { emptied }),
  };
}

/** The record of a training. Nothing in it differs between two executions. */
export function trainRecord(
  network: Network,
  masks: Masks | null,
  { points, diverged }: TrainingRecord,
  iterations: number,
): TrainRecord {
  const early = points.early_stop;
  return {
    kind: 'train',
    earlyStop: early === null ? null : { iteration: early.iteration, censored: early.censored },
    diverged:
      diverged === null ? null : { iteration: diverged.iteration, loss: String(diverged.loss) },
    ...remaining(network, masks),
    iterations,
  };
}
