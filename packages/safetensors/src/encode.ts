import { bytesPerElement, DTYPES } from './dtype.ts';
import { badMetadata, reservedName, sizeMismatch, wrongArray } from './errors.ts';
import { elementCount } from './shape.ts';
import type { Tensor } from './tensor.ts';

const ALIGNMENT = 8;

/**
 * One safetensors file.
 *
 * The same tensors and metadata give the same bytes, whatever the order of the map: the header
 * lists names in code-unit order; data lie by decreasing element size, then by name, so that every
 * tensor is aligned to its own elements; the header is padded with spaces so that data start at a
 * multiple of 8. Nothing is mutated.
 *
 * Throws where a shape and its data disagree, the array is not of the dtype's class, the name is
 * `__metadata__`, or a metadata value is not a string.
 */
export function encode(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const names = [...tensors.keys()].sort();
  for (const name of names) check(name, tensors.get(name)!);
  const size = (name: string) => bytesPerElement(tensors.get(name)!.dtype);
  // Sorting is stable, so names stay in order within one element size.
  const layout = [...names].sort((a, b) => size(b) - size(a));
  const start = new Map<string, number>();
  let end = 0;
  for (const name of layout) {
    start.set(name, end);
    end += tensors.get(name)!.data.byteLength;
  }

  const header = headerBytes(names, tensors, start, metadata);
  const bytes = new Uint8Array(8 + header.length + end);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, 8);
  for (const [name, offset] of start) {
    const { data } = tensors.get(name)!;
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    bytes.set(raw, 8 + header.length + offset);
  }
  return bytes;
}

function check(name: string, tensor: Tensor): void {
  if (name === '__metadata__') throw reservedName(name);
  const expected = DTYPES[tensor.dtype];
  if (!(tensor.data instanceof expected)) {
    const actual = (tensor.data as object).constructor.name;
    throw wrongArray(name, tensor.dtype, actual, expected.name);
  }
  const { dtype, shape, data } = tensor;
  const bytes = elementCount(`tensor ${name}`, shape) * bytesPerElement(dtype);
  if (bytes !== data.byteLength)
    throw sizeMismatch(`tensor ${name}`, dtype, shape, bytes, data.byteLength);
}

const pair = (key: string, json: string): string => `${JSON.stringify(key)}:${json}`;

// Written by hand: a JavaScript object would move integer-like names to the front.
function headerBytes(
  names: readonly string[],
  tensors: ReadonlyMap<string, Tensor>,
  start: ReadonlyMap<string, number>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const entries = names.map((name) => {
    const { dtype, shape, data } = tensors.get(name)!;
    const from = start.get(name)!;
    const data_offsets = [from, from + data.byteLength];
    return pair(name, JSON.stringify({ dtype, shape, data_offsets }));
  });
  const keys = Object.keys(metadata).sort();
  const texts = keys.map((key) => {
    const value: unknown = metadata[key];
    if (typeof value !== 'string') throw badMetadata('safetensors file', key, value);
    return pair(key, JSON.stringify(value));
  });
  if (keys.length > 0) entries.unshift(pair('__metadata__', `{${texts.join()}}`));
  const text = new TextEncoder().encode(`{${entries.join()}}`);
  const padded = new Uint8Array(Math.ceil(text.length / ALIGNMENT) * ALIGNMENT).fill(0x20);
  padded.set(text);
  return padded;
}
