import type { Network } from '@sweepstake/graph';
import { decode, encode, tensorOf } from '@sweepstake/safetensors';
import type { Tensor } from '@sweepstake/safetensors';
import { packCurve, unpackCurve } from '@sweepstake/store';
import type { Checkpoint } from '@sweepstake/store';
import type { Curve, CurvePoint, Masks, SessionState, Tensors } from '@sweepstake/training';
import { compact, scatter } from './compact.ts';
import { decodeSurvivors, encodeSurvivors, shapesOfParameters } from './survivors.ts';

/** What is kept of a session to measure with or to rewind to. */
export type Values = Pick<SessionState, 'weights' | 'statistics'>;

/** A training at rest between two updates: everything that decides how it goes on, and what it has measured. */
export interface TrainingState {
  /** Updates made so far, those before a rewinding included. */
  readonly iteration: number;
  readonly session: SessionState;
  readonly curve: Curve;
  /** At the best validation loss so far. */
  readonly best: Values | null;
  /** See `ReportedPoints`. */
  readonly reported: readonly CurvePoint[];
  /** Weights that later trainings rewind to, by iteration. */
  readonly kept: ReadonlyMap<number, Values>;
}

/** Of which training a checkpoint is. */
export interface CheckpointOf {
  readonly id: string;
  readonly network: Network;
  readonly masks: Masks | null;
  readonly numerics: string;
}

const FORMAT = 'sweepstake checkpoint 1';
export const files = {
  progress: 'progress.msgpack',
  weights: 'weights.safetensors',
  slots: 'slots.safetensors',
  best: 'best.safetensors',
  kept: (iteration: number): string => `kept-${iteration}.safetensors`,
};

/** `progress.msgpack`: what is no tensor. */
export interface Progress {
  readonly updates: number;
  readonly curve: Curve;
  readonly reported: readonly CurvePoint[];
  readonly kept: readonly number[];
  readonly best: boolean;
}

/** Survivors only: removed weights are 0 and have empty slots. */
export function encodeCheckpoint(of: CheckpointOf, state: TrainingState): Checkpoint {
  const { iteration, session, curve, best, reported, kept } = state;
  const { updates, weights, statistics, slots } = session;
  const pack = (at: number, values: Values): Uint8Array => encodeValues(of, at, values);
  const progress: Progress = {
    updates,
    curve,
    reported,
    kept: [...kept.keys()],
    best: best !== null,
  };
  const packed = new Map([
    [files.progress, packCurve(progress)],
    [files.weights, pack(iteration, { weights, statistics })],
    [files.slots, encodeSlots(slots, of.masks)],
  ]);
  if (best !== null) packed.set(files.best, pack(iteration, best));
  for (const [k, values] of kept) packed.set(files.kept(k), pack(k, values));
  return { record: { format: FORMAT, numerics: of.numerics, iteration }, files: packed };
}

/** The inverse of `encodeCheckpoint`; throws an error with the reason where it was written for something else. */
export function decodeCheckpoint(
  of: CheckpointOf,
  { record, files: found }: Checkpoint,
): TrainingState {
  const { format, numerics, iteration } = record as Record<string, unknown>;
  if (format !== FORMAT || numerics !== of.numerics || typeof iteration !== 'number')
    throw new Error(
      `it is ${String(format)} of ${String(numerics)}, not ${FORMAT} of ${of.numerics}`,
    );
  const file = (name: string): Uint8Array => {
    const bytes = found.get(name);
    if (bytes === undefined) throw new Error(`it has no ${name}`);
    return bytes;
  };
  const values = (name: string): Values => decodeSurvivors(file(name), name);
  const progress = unpackCurve<Progress>(file(files.progress));
  const { weights, statistics } = values(files.weights);
  const slots = decodeSlots(file(files.slots), of.masks);
  return {
    iteration,
    session: { weights, statistics, slots, updates: progress.updates, streams: new Map() },
    curve: progress.curve,
    best: progress.best ? values(files.best) : null,
    reported: progress.reported,
    kept: new Map(progress.kept.map((k) => [k, values(files.kept(k))])),
  };
}

/** The survivors file of a training at an iteration. */
export const encodeValues = (
  { id, network, masks, numerics }: CheckpointOf,
  iteration: number,
  { weights, statistics }: Values,
): Uint8Array =>
  encodeSurvivors({
    network: network.name,
    stage: id,
    iteration,
    numerics,
    shapes: shapesOfParameters(network),
    weights,
    statistics,
    masks,
  });

/** `m/fc1.weight` belongs to `fc1.weight`. */
const maskOf = (slot: string, masks: Masks | null): Uint8Array | undefined =>
  masks?.get(slot.slice(slot.indexOf('/') + 1));

function encodeSlots(slots: Tensors, masks: Masks | null): Uint8Array {
  const tensors = Array.from(slots, ([name, full]): [string, Tensor] => {
    const mask = maskOf(name, masks);
    const data = mask === undefined ? full.slice() : compact(full, mask);
    return [name, { dtype: 'F32', shape: [data.length], data }];
  });
  return encode(new Map(tensors), {});
}

function decodeSlots(bytes: Uint8Array, masks: Masks | null): Tensors {
  const { tensors } = decode(bytes, files.slots);
  return new Map(
    Array.from(tensors.keys(), (name) => {
      const { data } = tensorOf(tensors, name, 'F32');
      const mask = maskOf(name, masks);
      return [name, mask === undefined ? data : scatter(data, mask)];
    }),
  );
}
