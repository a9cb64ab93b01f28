import type { Examples, Scaling, Tensors } from './backend.ts';
import { badLength, badValue, missing } from './errors.ts';
import type { Optimizer } from './optimizer.ts';
import { parseDropout } from './recorded-dropout.ts';
import type { RecordedDropout } from './recorded-dropout.ts';
import { parseExamples, parseScaling } from './recorded-examples.ts';
import { parseOptimizer } from './recorded-optimizer.ts';

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

/** A short training run that another framework, or another backend, recorded, with the numbers it got. */
export interface RecordedRun {
  readonly network: RecordedNetwork;
  /** Where the examples come from, such as `mnist-train`: the training files in their published order. */
  readonly dataset: string;
  /** How a stored value becomes an input, wherever the examples come from. */
  readonly scaling: Scaling;
  readonly optimizer: Optimizer;
  /** Of every step, unless there are `learningRates`; then that of the first. */
  readonly learningRate: number;
  /** `[steps]`, where the rate changes; null otherwise. */
  readonly learningRates: Float64Array | null;
  readonly batch: number;
  readonly steps: number;
  readonly init: Tensors;
  /** Running statistics before the first step; none where they are at their beginning. */
  readonly statistics: Tensors;
  readonly masks: ReadonlyMap<string, Uint8Array> | null;
  /** What dropout draws from; null for a run without. */
  readonly dropout: RecordedDropout | null;
  /** What each dropout layer multiplied by, `[steps, batch, ...shape]`, where the file holds it. */
  readonly dropoutFactors: Tensors;
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
  const floats = (prefix: string): Tensors =>
    named(tensors, prefix, (data) => Float32Array.from(data));
  const learningRates = parseRates(tensors.get('learning_rates'), steps);

  return {
    network: parseNetwork(text('network')),
    dataset: text('dataset'),
    scaling,
    optimizer: parseOptimizer(
      text('optimizer'),
      number('weight_decay'),
      metadata['optimizer_options'],
    ),
    learningRate: learningRates?.[0] ?? number('lr'),
    learningRates,
    batch,
    steps,
    init: floats('init.'),
    statistics: floats('init_statistics.'),
    masks: masks.size === 0 ? null : masks,
    dropout: parseDropout(metadata['dropout_stream']),
    dropoutFactors: floats('dropout.'),
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

function parseRates(tensor: RecordedTensor | undefined, steps: number): Float64Array | null {
  if (tensor === undefined) return null;
  const rates = Float64Array.from(tensor.data);
  if (rates.length !== steps) throw badLength('learning_rates', rates.length, steps);
  for (const rate of rates)
    if (!(rate >= 0 && Number.isFinite(rate)))
      throw badValue('an entry of learning_rates', rate, 'give finite numbers of at least 0');
  return rates;
}

function parseExpected(tensors: RecordedFile['tensors']): Tensors {
  const expected = named(tensors, '', (data) => Float32Array.from(data));
  for (const name of expected.keys())
    if (!/^(step1\..+|loss|final\..+|eval\.logits)$/.test(name)) expected.delete(name);
  return expected;
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
