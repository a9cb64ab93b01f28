import type { Network } from '@sweepstake/graph';
import type { Store } from '@sweepstake/store';
import type { Masks, Tensors } from '@sweepstake/training';
import { divergedStart, notTraining, otherBeginning, otherNetwork } from './errors.ts';
import { initialStream } from './initial-text.ts';
import { drawInitial } from './initial-weights.ts';
import type { TrainStage } from './stage.ts';
import { readKept, readSurvivors } from './survivors.ts';
import { readTicket } from './ticket.ts';
import type { TrainRecord } from './train-record.ts';

/** Where a training begins; the optimiser's slots are empty there. */
export interface Start {
  readonly iteration: number;
  /** Every parameter at full size. */
  readonly weights: Tensors;
  /** Running statistics of batch normalisation; none at iteration 0, where mean is 0 and variance 1. */
  readonly statistics: Tensors;
}

/** The weights of iteration 0, drawn or trained, or what another training kept at a later one. */
export function startOf(network: Network, stage: TrainStage, store: Store): Start {
  const { rewind, initial, initialStd = 0 } = stage;
  if (rewind === undefined || rewind.iteration === 0) {
    if (initial.kind === 'trained') return trainedStart(network, stage, initial.stage, store);
    const weights = drawInitial(network, initial, initialStd, store);
    return { iteration: 0, weights, statistics: new Map() };
  }
  const { network: found, weights, statistics } = readKept(store, rewind);
  if (found !== network.name) throw otherNetwork(`training ${rewind.stage}`, found, network.name);
  return { iteration: rewind.iteration, weights, statistics };
}

/** What the training `id` ended with; it must have begun with the theta_0 that the stage names. */
function trainedStart(
  network: Network,
  { initial, initialStd }: TrainStage,
  id: string,
  store: Store,
): Start {
  const { config, record } = store.record(id);
  const { kind, diverged } = record as TrainRecord;
  if (kind !== 'train') throw notTraining(id, kind);
  if (diverged !== null) throw divergedStart(id, diverged.iteration);
  const training = config as TrainStage;
  const what = `training ${id}`;
  if (training.network !== network.name) throw otherNetwork(what, training.network, network.name);
  const found = initialStream(training.initial, training.initialStd);
  const asked = initialStream(initial, initialStd);
  if (found !== asked) throw otherBeginning(what, found, asked);
  const { weights, statistics } = readSurvivors(store, id);
  return { iteration: 0, weights, statistics };
}

/** The masks that the stage trains under; null for the dense network. */
export function masksOf({ mask, network }: TrainStage, store: Store): Masks | null {
  if (mask === undefined) return null;
  const ticket = readTicket(store, mask.stage);
  if (ticket.network !== network) throw otherNetwork(`mask ${mask.stage}`, ticket.network, network);
  return ticket.masks;
}
