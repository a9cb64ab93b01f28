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
import { initialStream } from './initial-weights.ts';
import { paths } from './paths.ts';
import { canonicalStage } from './stage-id.ts';
import type { MagnitudePruneStage, PruneStage, RandomPruneStage, TrainStage } from './stage.ts';
import { readKept, readSurvivors, shapesOfParameters } from './survivors.ts';
import { encodeTicket, readTicket } from './ticket.ts';
import type { Ticket } from './ticket.ts';
import { remaining } from './train-record.ts';
import type { PruneRecord, TrainRecord } from './train-record.ts';

/** Prunes as the stage says; returns what is to be published. */
export function prune(id: string, stage: PruneStage, store: Store): Output {
  const ticket =
    stage.criterion === 'random'
      ? randomTicket(id, stage, store)
      : magnitudeTicket(id, stage, store);
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

/** The mask of another pruning with its survivors drawn anew, under weights of their own. */
function randomTicket(id: string, stage: RandomPruneStage, store: Store): Ticket {
  const like = readTicket(store, stage.like);
  return {
    ...like,
    stage: id,
    masks: randomMasks(like.masks, new Stream(names.mask(stage))),
    initial: names.reinit(stage),
    rewind: null,
    provenance: canonicalJson(canonicalStage(stage)),
  };
}

function magnitudeTicket(id: string, stage: MagnitudePruneStage, store: Store): Ticket {
  const { config, record: stored } = store.record(stage.from);
  const training = config as TrainStage;
  const record = stored as TrainRecord;
  if (record.kind !== 'train') throw notTraining(stage.from, record.kind);
  if (record.diverged !== null)
    throw divergedTraining(stage.from, training.split.trial, record.diverged.iteration);
  const { network: name, weights, masks } = readSurvivors(store, stage.from);
  const network = modelByName(name);
  const before =
    masks ??
    fullMasks(
      weights,
      prunableParameters(network).map(({ name }) => name),
    );
  return {
    network: name,
    stage: id,
    shapes: shapesOfParameters(network),
    masks: criterion(stage, network, weights, before),
    initial: initialStream(training.initial),
    rewind: rewindOf(stage, store),
    provenance: canonicalJson(canonicalStage(stage)),
  };
}

function criterion(
  { criterion, rates: byRole }: MagnitudePruneStage,
  network: Network,
  weights: ReadonlyMap<string, Float32Array>,
  masks: Masks,
): Masks {
  const { hidden = 0, output = 0, convolution = 0, shortcut = 0 } = byRole;
  const defaulted = { hidden, output, convolution, shortcut };
  const rates = ratesByRole(prunableParameters(network), defaulted);
  if (criterion === 'layerwise-magnitude') return layerwiseMagnitude(weights, masks, rates);
  const rated = [...rates].filter(([, rate]) => rate > 0);
  const rate = rated[0]?.[1] ?? 0;
  if (rated.some(([, other]) => other !== rate)) throw globalRates(rated);
  return globalMagnitude(
    weights,
    masks,
    rated.map(([name]) => name),
    rate,
  );
}

/** The kept weights to rewind to; null where that is iteration 0. */
function rewindOf({ rewind }: MagnitudePruneStage, store: Store): Ticket['rewind'] {
  if (rewind === undefined || rewind.iteration === 0) return null;
  const { weights, statistics } = readKept(store, rewind);
  return { iteration: rewind.iteration, weights, statistics };
}
