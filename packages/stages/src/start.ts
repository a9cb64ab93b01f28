import type { Network } from '@sweepstake/graph';
import type { Store } from '@sweepstake/store';
import type { Masks, Tensors } from '@sweepstake/training';
import { otherNetwork } from './errors.ts';
import { initialStream, initialWeights } from './initial-weights.ts';
import type { TrainStage } from './stage.ts';
import { readKept } from './survivors.ts';
import { readTicket } from './ticket.ts';

/** Where a training begins; the optimiser's slots are empty there. */
export interface Start {
  readonly iteration: number;
  /** Every parameter at full size. */
  readonly weights: Tensors;
  /** Running statistics of batch normalisation; none at iteration 0, where mean is 0 and variance 1. */
  readonly statistics: Tensors;
}

/** The weights of iteration 0 from their stream, or what another training kept at a later one. */
export function startOf(network: Network, { rewind, initial }: TrainStage, store: Store): Start {
  if (rewind === undefined || rewind.iteration === 0) {
    const weights = initialWeights(network, initialStream(initial));
    return { iteration: 0, weights, statistics: new Map() };
  }
  const { network: found, weights, statistics } = readKept(store, rewind);
  if (found !== network.name) throw otherNetwork(`training ${rewind.stage}`, found, network.name);
  return { iteration: rewind.iteration, weights, statistics };
}

/** The masks that the stage trains under; null for the dense network. */
export function masksOf({ mask, network }: TrainStage, store: Store): Masks | null {
  if (mask === undefined) return null;
  const ticket = readTicket(store, mask.stage);
  if (ticket.network !== network) throw otherNetwork(`mask ${mask.stage}`, ticket.network, network);
  return ticket.masks;
}
