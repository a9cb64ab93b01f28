import { parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
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
import { notKept } from './errors.ts';
import { paths } from './paths.ts';
import type { Rewind } from './stage.ts';

/** Weights of a training at one iteration. */
export interface Survivors {
  /** Zoo name. */
  readonly network: string;
  readonly stage: string;
  readonly iteration: number;
  readonly numerics: string;
  readonly shapes: Shapes;
  /** Every parameter at full size; removed weights are 0. */
  readonly weights: Tensors;
  /** Running statistics of batch normalisation by name; none without it. */
  readonly statistics: Tensors;
  /** Only of parameters that were pruned; null where none was. */
  readonly masks: Masks | null;
}

/** Shapes of all parameters by name, in network order. */
export const shapesOfParameters = (network: Network): Shapes =>
  Object.fromEntries(parametersOf(network).map(({ name, shape }) => [name, shape]));

/** One safetensors file of surviving weights and running statistics; see `packMasked` for its tensors. */
export function encodeSurvivors(survivors: Survivors): Uint8Array {
  const { network, stage, iteration, numerics, shapes, masks, weights, statistics } = survivors;
  const tensors = [...packMasked(shapes, masks, weights), ...packStatistics(statistics)];
  return encode(new Map(tensors), {
    format: 'sweepstake survivors 1',
    network,
    stage,
    iteration: String(iteration),
    numerics,
    shapes: JSON.stringify(shapes),
  });
}

/** Reads what `encodeSurvivors` wrote; throws, naming `file`, where something is missing. */
export function decodeSurvivors(bytes: Uint8Array, file = 'survivors.safetensors'): Survivors {
  const { tensors, metadata } = decode(bytes, file);
  const shapes = readShapes(metadata, file);
  const { masks, weights } = unpackMasked(tensors, shapes, file);
  return {
    network: required(metadata, 'network', file),
    stage: required(metadata, 'stage', file),
    iteration: Number(required(metadata, 'iteration', file)),
    numerics: required(metadata, 'numerics', file),
    shapes,
    weights,
    statistics: unpackStatistics(tensors, shapes),
    masks: masks.size === 0 ? null : masks,
  };
}

/** The final weights of a finished training, or those it kept at an iteration. */
export function readSurvivors(store: Store, id: string, kept?: number): Survivors {
  const file = kept === undefined ? paths.survivors : paths.kept(kept);
  return decodeSurvivors(store.read(id, file), `${file} of stage ${id}`);
}

/** The weights that a training kept for rewinding; throws `SWEEPSTAKE_STAGES_NOT_KEPT` where it did not. */
export function readKept(store: Store, { stage, iteration }: Rewind): Survivors {
  if (!Object.hasOwn(store.record(stage).files, paths.kept(iteration)))
    throw notKept(stage, iteration);
  return readSurvivors(store, stage, iteration);
}
