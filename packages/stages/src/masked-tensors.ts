import { elementCount, packBits, tensorOf, unpackBits } from '@sweepstake/safetensors';
import type { Tensor } from '@sweepstake/safetensors';
import type { Masks, Tensors } from '@sweepstake/training';
import { compact, countOnes, scatter } from './compact.ts';
import { badFile } from './errors.ts';

/** Shapes by parameter name. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

const MASK = '.mask';

/**
 * The tensors of a file: per mask `<name>.mask`, U8 `[ceil(n / 8)]`, bit-packed as safetensors' `packBits`;
 * per weight tensor `<name>`, F32, the survivors `[k]` in flat order where it has a mask and the full shape
 * where it has none.
 */
export function packMasked(
  shapes: Shapes,
  masks: Masks | null,
  weights: Tensors | null,
): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const [name, mask] of masks ?? []) {
    const data = packBits(mask).slice();
    tensors.set(`${name}${MASK}`, { dtype: 'U8', shape: [data.length], data });
  }
  for (const [name, full] of weights ?? []) {
    const mask = masks?.get(name);
    const data = oneNaN(mask === undefined ? full.slice() : compact(full, mask));
    const shape = mask === undefined ? (shapes[name] ?? [full.length]) : [data.length];
    tensors.set(name, { dtype: 'F32', shape, data });
  }
  return tensors;
}

/** Gives every NaN the same bits, which arithmetic does not, where a training kept weights that were diverging. Mutates. */
function oneNaN<T extends Float32Array>(data: T): T {
  for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) data[i] = Number.NaN;
  return data;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The inverse of `packMasked`; weights are full size, 0 where removed. `file` is for messages. */
export function unpackMasked(
  tensors: ReadonlyMap<string, Tensor>,
  shapes: Shapes,
  file: string,
): { masks: Map<string, Uint8Array>; weights: Map<string, Float32Array> } {
  const masks = new Map<string, Uint8Array>();
  const weights = new Map<string, Float32Array>();
  for (const [name, shape] of Object.entries(shapes)) {
    if (tensors.has(`${name}${MASK}`)) {
      const bytes = tensorOf(tensors, `${name}${MASK}`, 'U8').data;
      masks.set(name, unpackBits(bytes, sizeOf(shape)));
    }
    if (!tensors.has(name)) continue;
    const { data } = tensorOf(tensors, name, 'F32');
    const mask = masks.get(name);
    const expected = mask === undefined ? sizeOf(shape) : countOnes(mask);
    if (data.length !== expected)
      throw badFile(file, `${name} has ${data.length} entries instead of ${expected}`);
    weights.set(name, mask === undefined ? data : scatter(data, mask));
  }
  return { masks, weights };
}

/** Tensors that are no parameters, running statistics, as they are: F32 `[n]`. */
export const packStatistics = (statistics: Tensors): [string, Tensor][] =>
  Array.from(statistics, ([name, full]) => {
    const data = oneNaN(full.slice());
    return [name, { dtype: 'F32', shape: [data.length], data }];
  });

/** The inverse of `packStatistics`: every tensor that is neither a parameter nor a mask of one. */
export function unpackStatistics(
  tensors: ReadonlyMap<string, Tensor>,
  shapes: Shapes,
): Map<string, Float32Array> {
  const known = new Set(Object.keys(shapes).flatMap((name) => [name, `${name}${MASK}`]));
  const others = [...tensors.keys()].filter((name) => !known.has(name));
  return new Map(others.map((name) => [name, tensorOf(tensors, name, 'F32').data]));
}

/** Reads a metadata entry that the file must have. */
export function required(
  metadata: Readonly<Record<string, string>>,
  key: string,
  file: string,
): string {
  const value = metadata[key];
  if (value === undefined) throw badFile(file, `its metadata has no ${key}`);
  return value;
}

/** Reads the shapes that `JSON.stringify` wrote; throws where they are none. */
export function readShapes(metadata: Readonly<Record<string, string>>, file: string): Shapes {
  const text = required(metadata, 'shapes', file);
  let shapes: unknown;
  try {
    shapes = JSON.parse(text);
  } catch (cause) {
    throw badFile(file, `its shapes cannot be read (${(cause as Error).message})`);
  }
  if (typeof shapes !== 'object' || shapes === null) throw badFile(file, 'it has no shapes');
  for (const [name, shape] of Object.entries(shapes)) elementCount(`${file}: ${name}`, shape);
  return shapes as Shapes;
}
