import { decode, encode } from '@sweepstake/safetensors';
import type { Store } from '@sweepstake/store';
import type { Masks, Tensors } from '@sweepstake/training';
import {
  packMasked,
  packStatistics,
  readShapes,
  required,
  unpackMasked,
  unpackStatistics,
} from './masked-tensors.ts';
import type { Shapes } from './masked-tensors.ts';
import { paths } from './paths.ts';

/** A pruned network: which weights exist, and how to get their values at iteration 0 or k. */
export interface Ticket {
  /** Zoo name. */
  readonly network: string;
  /** Id of the pruning. */
  readonly stage: string;
  readonly shapes: Shapes;
  /** Of every prunable parameter. */
  readonly masks: Masks;
  /**
   * What regenerates the weights at iteration 0 (`initialWeights`), such as `init(0,1)`: a stream, of which parameter p
   * draws from `<stream>:p`, and what else decides them (`initialStream`).
   */
  readonly initial: string;
  /** What to rewind to, where that is not iteration 0; otherwise null. */
  readonly rewind: {
    readonly iteration: number;
    /** Full size, 0 where removed. */
    readonly weights: Tensors;
    /** Running statistics of batch normalisation; none without it. */
    readonly statistics: Tensors;
  } | null;
  /** Canonical JSON of the pruning's configuration. */
  readonly provenance: string;
}

/** One safetensors file: kilobytes where weights are regenerated from their stream. */
export function encodeTicket(ticket: Ticket): Uint8Array {
  const { network, stage, shapes, masks, initial, rewind, provenance } = ticket;
  const tensors = [
    ...packMasked(shapes, masks, rewind?.weights ?? null),
    ...packStatistics(rewind?.statistics ?? new Map()),
  ];
  return encode(new Map(tensors), {
    format: 'sweepstake ticket 1',
    network,
    stage,
    initial,
    rewind: String(rewind?.iteration ?? 0),
    provenance,
    shapes: JSON.stringify(shapes),
  });
}

/** Reads what `encodeTicket` wrote; throws, naming `file`, where something is missing. */
export function decodeTicket(bytes: Uint8Array, file = 'ticket.safetensors'): Ticket {
  const { tensors, metadata } = decode(bytes, file);
  const shapes = readShapes(metadata, file);
  const { masks, weights } = unpackMasked(tensors, shapes, file);
  const iteration = Number(required(metadata, 'rewind', file));
  return {
    network: required(metadata, 'network', file),
    stage: required(metadata, 'stage', file),
    shapes,
    masks,
    initial: required(metadata, 'initial', file),
    rewind:
      iteration === 0
        ? null
        : { iteration, weights, statistics: unpackStatistics(tensors, shapes) },
    provenance: required(metadata, 'provenance', file),
  };
}

/** The ticket of a finished pruning. */
export const readTicket = (store: Store, id: string): Ticket =>
  decodeTicket(store.read(id, paths.ticket), `${paths.ticket} of stage ${id}`);
