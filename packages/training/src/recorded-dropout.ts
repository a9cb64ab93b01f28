import { elements, shapesOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { names, Stream } from '@sweepstake/random';
import type { Tensors } from './backend.ts';
import { badLength, badValue, otherDraws, unknownName } from './errors.ts';
import { dropoutFactors } from './reference/dropout.ts';

/** Whose streams the dropout of a recording draws from: step s from `dropout(seed,trial,round,first + s - 1)`. */
export interface RecordedDropout {
  readonly seed: number;
  readonly trial: number;
  readonly round: number;
  /** Iteration of the first step: 1, or k + 1 for a training that was rewound to k. */
  readonly first: number;
}

const KEYS = ['seed', 'trial', 'round', 'first'] as const;

/** Reads `dropout_stream` of the metadata, JSON of the four numbers; null where there is none. */
export function parseDropout(text: string | undefined): RecordedDropout | null {
  if (text === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const numbers = (value ?? {}) as Record<string, unknown>;
  if (!KEYS.every((key) => Number.isSafeInteger(numbers[key]) && (numbers[key] as number) >= 0))
    throw badValue(
      "metadata 'dropout_stream'",
      text,
      'give {"seed": S, "trial": T, "round": R, "first": F}, whole numbers',
    );
  return Object.fromEntries(KEYS.map((key) => [key, numbers[key]])) as unknown as RecordedDropout;
}

/** The stream of update t = 1, 2, ... of a session that repeats the recording. */
export const dropoutStreamOf =
  ({ first, ...order }: RecordedDropout): ((update: number) => string) =>
  (update) =>
    names.dropout({ ...order, iteration: first + update - 1 });

/**
 * What each dropout layer multiplies by, by layer name, `[steps, batch, ...shape]`, as every backend draws it: see
 * `DropoutLayer`. None for a network without dropout.
 */
export function drawnFactors(
  network: Network,
  dropout: RecordedDropout,
  { steps, batch }: { readonly steps: number; readonly batch: number },
): Map<string, { readonly shape: readonly number[]; readonly data: Float32Array }> {
  const shapes = shapesOf(network);
  const streamAt = dropoutStreamOf(dropout);
  const drawn = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const { kind, name } of network.layers) {
    if (kind !== 'dropout') continue;
    const shape = [steps, batch, ...shapes.get(name)!];
    drawn.set(name, { shape, data: new Float32Array(elements(shape)) });
  }
  for (let step = 0; step < steps; step++) {
    const stream = new Stream(streamAt(step + 1));
    for (const layer of network.layers) {
      if (layer.kind !== 'dropout') continue;
      const size = batch * elements(shapes.get(layer.name)!);
      drawn.get(layer.name)!.data.set(dropoutFactors(size, layer.rate, stream), step * size);
    }
  }
  return drawn;
}

/** Throws where a file's factors are not those that its stream draws: a backend would draw others. */
export function checkFactors(
  network: Network,
  dropout: RecordedDropout,
  recorded: Tensors,
  counts: { readonly steps: number; readonly batch: number },
): void {
  if (recorded.size === 0) return;
  const drawn = drawnFactors(network, dropout, counts);
  for (const [name, factors] of recorded) {
    const expected = drawn.get(name);
    if (expected === undefined)
      throw unknownName(`dropout.${name}`, 'the recorded run', [...drawn.keys()]);
    const { data } = expected;
    if (factors.length !== data.length)
      throw badLength(`dropout.${name}`, factors.length, data.length);
    if (factors.some((factor, i) => factor !== data[i]))
      throw otherDraws(`dropout.${name}`, dropoutStreamOf(dropout)(1));
  }
}
