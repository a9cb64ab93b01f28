import { DTYPES } from './dtype.ts';
import { readHeader } from './header.ts';
import type { Tensor } from './tensor.ts';

/** What a file holds. */
export interface Decoded {
  /** By name, in code-unit order. */
  readonly tensors: Map<string, Tensor>;
  readonly metadata: Record<string, string>;
}

/**
 * Reads one safetensors file. `file` is its name in error messages.
 *
 * Every tensor is a copy with a buffer of its own; `bytes` is not kept and not mutated.
 *
 * Throws where the file is truncated, the header runs beyond it, is not JSON or lacks something,
 * a dtype is not one of F32, F64, I32, U8, offsets leave the data, overlap or leave holes, or a
 * shape does not match its bytes.
 */
export function decode(bytes: Uint8Array, file = 'safetensors file'): Decoded {
  const { entries, metadata, dataStart } = readHeader(bytes, file);
  const tensors = new Map<string, Tensor>();
  const byName = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, dtype, shape, start, end } of byName) {
    // Copied, because data need not be aligned; assumes a little-endian machine, as Node's all are.
    const copy = new Uint8Array(end - start);
    copy.set(bytes.subarray(dataStart + start, dataStart + end));
    tensors.set(name, { dtype, shape, data: new DTYPES[dtype](copy.buffer) } as Tensor);
  }
  return { tensors, metadata };
}
