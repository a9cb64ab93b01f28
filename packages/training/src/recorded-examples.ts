import { elements } from '@sweepstake/graph';
import type { Batch, Examples, Scaling } from './backend.ts';
import { badLength, missing, unsupported } from './errors.ts';
import type { RecordedFile } from './recorded-run.ts';
import { gatherInputs } from './reference/gather-inputs.ts';

/** How a stored value becomes an input: pixel / 255, or as it is. */
export type Preprocess = 'unit' | 'none';

const SCALINGS: Readonly<Record<Preprocess, Scaling>> = {
  unit: { divisor: [255], offset: [0] },
  none: { divisor: [1], offset: [0] },
};

/** The scaling that the metadata names; throws for another name. */
export function parseScaling(preprocess: string): Scaling {
  if (!Object.hasOwn(SCALINGS, preprocess))
    throw unsupported(`preprocessing '${preprocess}'`, 'use unit (pixel / 255) or none');
  return SCALINGS[preprocess as Preprocess];
}

/** The examples that a file holds itself; null where it has none. Throws where inputs and targets do not fit. */
export function parseExamples(tensors: RecordedFile['tensors'], scaling: Scaling): Examples | null {
  const inputs = tensors.get('inputs');
  const targets = tensors.get('targets');
  if (inputs === undefined) return null;
  if (targets === undefined) throw missing('targets', 'a recorded run with inputs');
  const [count = 0, ...shape] = inputs.shape;
  if (targets.data.length !== count) throw badLength('targets', targets.data.length, count);
  return {
    count,
    shape,
    inputs: inputs.dtype === 'U8' ? Uint8Array.from(inputs.data) : Float32Array.from(inputs.data),
    scaling,
    targets: Int32Array.from(targets.data),
  };
}

/** Examples as a file holds them, and which of them each step takes. */
export interface EmbeddedExamples {
  readonly preprocess: Preprocess;
  readonly count: number;
  /** Of one example. */
  readonly shape: readonly number[];
  /** `[count, ...shape]`. */
  readonly inputs: Uint8Array | Float32Array;
  readonly targets: Int32Array;
  /** `[steps, batch]`, indices into these examples. */
  readonly batchIndices: Int32Array;
}

/** Whether a batch takes bytes as they are stored and divides them by 255, as every reader of recordings can. */
export const isPlainBytes = ({ examples: { inputs, scaling } }: Batch): boolean =>
  inputs instanceof Uint8Array &&
  scaling.divisor.every((divisor) => divisor === 255) &&
  scaling.offset.every((offset) => offset === 0);

/**
 * The examples that the batches take, to be put into a file: moved ones row by row as they come, others each once in
 * ascending order. Bytes that are divided by 255 stay bytes; anything else is scaled already.
 * The batches have one set of examples and one size.
 */
export function embedExamples(batches: readonly Batch[]): EmbeddedExamples {
  const { examples } = batches[0]!;
  const bytes = isPlainBytes(batches[0]!);
  const stored = bytes ? { ...examples, scaling: SCALINGS.none } : examples;
  const taken = Int32Array.from(batches.flatMap(({ indices }) => [...indices]));
  const moved = batches.some(({ moves }) => moves !== undefined);
  const rows = moved ? taken : Int32Array.from(new Set(taken)).sort();
  const places = new Map(Array.from(rows, (index, row) => [index, row]));
  const parts = moved ? batches : [{ examples, indices: rows }];

  const size = elements(examples.shape);
  const Inputs = bytes ? Uint8Array : Float32Array;
  const inputs = new Inputs(rows.length * size);
  let at = 0;
  for (const part of parts) {
    inputs.set(gatherInputs({ ...part, examples: stored }, examples.shape), at);
    at += part.indices.length * size;
  }
  return {
    preprocess: bytes ? 'unit' : 'none',
    count: rows.length,
    shape: examples.shape,
    inputs,
    targets: Int32Array.from(rows, (index) => examples.targets[index]!),
    batchIndices: Int32Array.from(taken, (index, i) => (moved ? i : places.get(index)!)),
  };
}
