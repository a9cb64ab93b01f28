import type { Examples, Scaling, Tensors } from './backend.ts';
import { badLength, badValue, missing, unsupported } from './errors.ts';
import { ADAM } from './optimizer.ts';
import type { Optimizer } from './optimizer.ts';

/** A decoded tensor file: what `decode` of `@sweepstake/safetensors` returns. */
export interface RecordedFile {
  readonly tensors: ReadonlyMap<string, RecordedTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface RecordedTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * A network as a recording names it: by a name of the model zoo, or as one of a family, with the family's own numbers
 * beside its name, such as `{ family: 'resnet', widths: [4, 8, 16], blocks: 2, classes: 10 }`. Whoever knows the
 * families reads the numbers.
 */
export type RecordedNetwork = { readonly zoo: string } | { readonly family: string };

/** A short training run that another framework recorded, with the numbers it got. */
export interface RecordedRun {
  readonly network: RecordedNetwork;
  /** Where the examples come from, such as `mnist-train`: the training files in their published order. */
  readonly dataset: string;
  /** How a stored value becomes an input, wherever the examples come from. */
  readonly scaling: Scaling;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly batch: number;
  readonly steps: number;
  readonly init: Tensors;
  readonly masks: ReadonlyMap<string, Uint8Array> | null;
  /** `[steps, batch]`, indices into the examples. */
  readonly batchIndices: Int32Array;
  /** The numbers to agree with: `step1.*`, `loss`, `final.*`, `eval.logits`. */
  readonly expected: Tensors;
  /** The examples, where the file holds them as `inputs` and `targets`. */
  readonly examples: Examples | null;
}

/** Reads a recorded run; see `test/fixtures/README.md` for the format. Throws where something is missing. */
export function parseRecordedRun(file: RecordedFile): RecordedRun {
  const { tensors, metadata } = file;
  const text = (key: string): string => {
    const value = metadata[key];
    if (value === undefined) throw missing(`'${key}'`, 'the metadata of the recorded run');
    return value;
  };
  const number = (key: string): number => {
    const value = Number(text(key));
    if (!Number.isFinite(value)) throw badValue(`metadata '${key}'`, text(key), 'give a number');
    return value;
  };
  const positive = (key: string): number => {
    const value = number(key);
    if (!Number.isInteger(value) || value < 1)
      throw badValue(`metadata '${key}'`, text(key), 'give a whole number above 0');
    return value;
  };
  const batch = positive('batch');
  const steps = positive('steps');
  const scaling = parseScaling(text('preprocess'));
  const indices = tensors.get('batch_indices');
  if (indices === undefined) throw missing('batch_indices', 'the recorded run');
  if (indices.data.length !== steps * batch)
    throw badLength('batch_indices', indices.data.length, steps * batch);
  const masks = named(tensors, 'mask.', (data) => Uint8Array.from(data));

  return {
    network: parseNetwork(text('network')),
    dataset: text('dataset'),
    scaling,
    optimizer: parseOptimizer(text('optimizer'), number('weight_decay')),
    learningRate: number('lr'),
    batch,
    steps,
    init: named(tensors, 'init.', (data) => Float32Array.from(data)),
    masks: masks.size === 0 ? null : masks,
    batchIndices: Int32Array.from(indices.data),
    expected: parseExpected(tensors),
    examples: parseExamples(tensors, scaling),
  };
}

function parseNetwork(text: string): RecordedNetwork {
  const remedy = 'give {"zoo": NAME} or {"family": NAME, ...}';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badValue("metadata 'network'", text, remedy);
  }
  const { zoo, family } = (value ?? {}) as { zoo?: unknown; family?: unknown };
  if (typeof zoo === 'string') return { zoo };
  if (typeof family === 'string') return { ...(value as object), family };
  throw badValue("metadata 'network'", text, remedy);
}

function parseOptimizer(kind: string, weightDecay: number): Optimizer {
  switch (kind) {
    case 'sgd':
      return { kind, weightDecay };
    case 'momentum':
      return { kind, momentum: 0.9, weightDecay };
    case 'adam':
      return { ...ADAM, weightDecay };
    default:
      throw unsupported(`optimizer '${kind}'`, 'use sgd, momentum or adam');
  }
}

function parseExpected(tensors: RecordedFile['tensors']): Tensors {
  const expected = named(tensors, '', (data) => Float32Array.from(data));
  for (const name of expected.keys())
    if (!/^(step1\..+|loss|final\..+|eval\.logits)$/.test(name)) expected.delete(name);
  return expected;
}

function parseScaling(preprocess: string): Scaling {
  if (preprocess !== 'unit' && preprocess !== 'none')
    throw unsupported(`preprocessing '${preprocess}'`, 'use unit (pixel / 255) or none');
  return { divisor: [preprocess === 'unit' ? 255 : 1], offset: [0] };
}

function parseExamples(tensors: RecordedFile['tensors'], scaling: Scaling): Examples | null {
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

/** The tensors whose name starts with `prefix`, without it. */
function named<T>(
  tensors: RecordedFile['tensors'],
  prefix: string,
  convert: (data: ArrayLike<number>) => T,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const [name, { data }] of tensors)
    if (name.startsWith(prefix)) found.set(name.slice(prefix.length), convert(data));
  return found;
}
