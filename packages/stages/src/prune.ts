import { prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import {
  fullMasks,
  globalMagnitude,
  layerwiseMagnitude,
  randomMasks,
  ratesByRole,
} from '@sweepstake/lottery';
import type { Masks } from '@sweepstake/lottery';
import { modelByName } from '@sweepstake/models';
import { names, Stream } from '@sweepstake/random';
import { canonicalJson } from '@sweepstake/store';
import type { Output, Store } from '@sweepstake/store';
import { divergedTraining, globalRates, notTraining } from './errors.ts';
import { initialStream, parseInitial } from './initial-text.ts';
import { drawInitial } from './initial-weights.ts';
import { paths } from './paths.ts';
import { canonicalStage } from './stage-id.ts';
import type {
  InitialPruneStage,
  MagnitudePruneStage,
  PruneStage,
  RandomPruneStage,
  TrainStage,
} from './stage.ts';
import { readKept, readSurvivors, shapesOfParameters } from './survivors.ts';
import { encodeTicket, readTicket } from './ticket.ts';
import type { Ticket } from './ticket.ts';
import { remaining } from './train-record.ts';
import type { PruneRecord, TrainRecord } from './train-record.ts';

/** Prunes as the stage says; returns what is to be published. */
export function prune(id: string, stage: PruneStage, store: Store): Output {
  const ticket = ticketOf(id, stage, store);
  const record: PruneRecord = {
    kind: 'prune',
    ...remaining(modelByName(ticket.network), ticket.masks),
  };
  return {
    config: canonicalStage(stage),
    record,
    files: new Map([[paths.ticket, encodeTicket(ticket)]]),
    squeezable: [paths.ticket],
  };
}

function ticketOf(id: string, stage: PruneStage, store: Store): Ticket {
  if (stage.criterion === 'random') return randomTicket(id, stage, store);
  if (stage.criterion === 'initial-magnitude') return initialTicket(id, stage);
  return magnitudeTicket(id, stage, store);
}

/** The mask of another pruning with its survivors drawn anew, under weights of their own. */
function randomTicket(id: string, stage: RandomPruneStage, store: Store): Ticket {
  const like = readTicket(store, stage.like);
  return {
    ...like,
    stage: id,
    masks: randomMasks(like.masks, new Stream(names.mask(stage))),
    initial: initialStream({ ...stage, kind: 'reinit' }, parseInitial(like.initial).initialStd),
    rewind: null,
    provenance: canonicalJson(canonicalStage(stage)),
  };
}

/** The largest weights of theta_0, none of them trained. */
function initialTicket(id: string, stage: InitialPruneStage): Ticket {
  const { initialStd = 0, seed, trial } = stage;
  const network = modelByName(stage.network);
  const initial = { kind: 'init', seed, trial } as const;
  const weights = drawInitial(network, initial, initialStd, null);
  return {
    network: network.name,
    stage: id,
    shapes: shapesOfParameters(network),
    masks: criterion(stage, network, weights, fullPrunable(network, weights)),
    initial: initialStream(initial, initialStd),
    rewind: null,
    provenance: canonicalJson(canonicalStage(stage)),
  };
}

const fullPrunable = (network: Network, weights: ReadonlyMap<string, Float32Array>): Masks =>
  fullMasks(
    weights,
    prunableParameters(network).map(({ name }) => name),
  );

function magnitudeTicket(id: string, stage: MagnitudePruneStage, store: Store): Ticket {
  const { config, record: stored } = store.record(stage.from);
  const training = config as TrainStage;
  const record = stored as TrainRecord;
  if (record.kind !== 'train') throw notTraining(stage.from, record.kind);
  if (record.diverged !== null)
    throw divergedTraining(stage.from, training.split.trial, record.diverged.iteration);
  const { network: name, weights, masks } = readSurvivors(store, stage.from);
  const network = modelByName(name);
  const before = masks ?? fullPrunable(network, weights);
  return {
    network: name,
    stage: id,
    shapes: shapesOfParameters(network),
    masks: criterion(stage, network, weights, before),
    initial: initialStream(training.initial, training.initialStd),
    rewind: rewindOf(stage, store),
    provenance: canonicalJson(canonicalStage(stage)),
  };
}

/** The masks after so many rounds on the same weights. */
function criterion(
  { criterion, rates: byRole, rounds = 1 }: MagnitudePruneStage | InitialPruneStage,
  network: Network,
  weights: ReadonlyMap<string, Float32Array>,
  masks: Masks,
): Masks {
  const { hidden = 0, output = 0, convolution = 0, shortcut = 0 } = byRole;
  const defaulted = { hidden, output, convolution, shortcut };
  const rates = ratesByRole(prunableParameters(network), defaulted);
  const successively = (once: (before: Masks) => Masks): Masks => {
    let after = masks;
    for (let round = 0; round < rounds; round++) after = once(after);
    return after;
  };
  if (criterion !== 'global-magnitude')
    return successively((before) => layerwiseMagnitude(weights, before, rates));
  const rated = [...rates].filter(([, rate]) => rate > 0);
  const rate = rated[0]?.[1] ?? 0;
  if (rated.some(([, other]) => other !== rate)) throw globalRates(rated);
  const together = rated.map(([name]) => name);
  return successively((before) => globalMagnitude(weights, before, together, rate));
}

/** The kept weights to rewind to; null where that is iteration 0. */
function rewindOf({ rewind }: MagnitudePruneStage, store: Store): Ticket['rewind'] {
  if (rewind === undefined || rewind.iteration === 0) return null;
  const { weights, statistics } = readKept(store, rewind);
  return { iteration: rewind.iteration, weights, statistics };
}
