import { Packr } from 'msgpackr';
import { checkMessagePack } from './check-message-pack.ts';
import { damagedCurve } from './errors.ts';

// Records are msgpackr's own extension, which other readers of MessagePack do not know.
const packr = new Packr({ useRecords: false });

/**
 * A curve, or any record of numbers, strings, lists and objects, as one MessagePack value that any
 * reader of MessagePack understands. Typed arrays become lists of numbers; numbers keep all 64
 * bits, NaN and infinities included; entries that are `undefined` are dropped.
 */
export function packCurve(curve: unknown): Uint8Array {
  // A copy, because the packer returns a piece of its own larger buffer.
  return new Uint8Array(packr.pack(plain(curve)));
}

/**
 * The inverse of `packCurve`; throws where the bytes are not one whole MessagePack value of plain types. Lengths that
 * the bytes only claim allocate nothing.
 */
export function unpackCurve<T = unknown>(bytes: Uint8Array): T {
  try {
    checkMessagePack(bytes);
    return packr.unpack(bytes) as T;
  } catch (error) {
    throw damagedCurve((error as Error).message);
  }
}

function plain(value: unknown): unknown {
  // Arithmetic gives NaN with either sign, by which compiler made the code; one is written.
  if (typeof value === 'number') return Number.isNaN(value) ? Number.NaN : value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, plain);
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, plain(item)]));
}
