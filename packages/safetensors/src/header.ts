import { bytesPerElement, isDtype } from './dtype.ts';
import type { Dtype } from './dtype.ts';
import {
  badEntry,
  badJson,
  badMetadata,
  headerBeyondFile,
  offsetsHole,
  offsetsOutOfRange,
  offsetsOverlap,
  sizeMismatch,
  truncated,
  unknownDtype,
} from './errors.ts';
import { elementCount } from './shape.ts';

/** Where a tensor lies; `start` and `end` count bytes from the beginning of the data. */
export interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** `dataStart` counts bytes from the beginning of the file. */
export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Record<string, string>;
  readonly dataStart: number;
}

/** Parses and validates the header of a whole file; `file` is its name in messages. */
export function readHeader(bytes: Uint8Array, file: string): Header {
  if (bytes.length < 8) throw truncated(file, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 0x1_0000_0000;
  if (length > bytes.length - 8) throw headerBeyondFile(file, length, bytes.length - 8);
  const dataStart = 8 + length;
  const dataBytes = bytes.length - dataStart;

  const entries: Entry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(parse(bytes.subarray(8, dataStart), file))) {
    if (name === '__metadata__') metadata = readMetadata(value, file);
    else entries.push(readEntry(name, value, dataBytes, file));
  }
  checkCoverage(entries, dataBytes, file);
  return { entries, metadata, dataStart };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(bytes: Uint8Array, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw badJson(file, (error as Error).message);
  }
  if (!isObject(value)) throw badJson(file, `it is ${kindOf(value)}`);
  return value;
}

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
};

function readMetadata(value: unknown, file: string): Record<string, string> {
  if (!isObject(value)) throw badMetadata(file, '__metadata__', value);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw badMetadata(file, key, text);
  }
  return value as Record<string, string>;
}

function readEntry(name: string, value: unknown, dataBytes: number, file: string): Entry {
  if (!isObject(value)) throw badEntry(file, name, 'its entry', value);
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDtype(dtype)) throw unknownDtype(file, name, dtype);
  const bytes = elementCount(`${file}: tensor ${name}`, shape) * bytesPerElement(dtype);
  if (!isPair(offsets)) throw badEntry(file, name, 'data_offsets', offsets);
  const [start, end] = offsets;
  if (start < 0 || end < start || end > dataBytes) {
    throw offsetsOutOfRange(file, name, offsets, dataBytes);
  }
  if (end - start !== bytes) {
    throw sizeMismatch(`${file}: tensor ${name}`, dtype, shape as number[], bytes, end - start);
  }
  return { name, dtype, shape: shape as number[], start, end };
}

const isPair = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((v) => Number.isSafeInteger(v));

// The format allows neither overlaps nor holes, so that a file cannot carry hidden content.
function checkCoverage(entries: readonly Entry[], dataBytes: number, file: string): void {
  const ordered = [...entries].sort((a, b) => a.start - b.start || a.end - b.end);
  let reached = 0;
  for (const { name, start, end } of ordered) {
    if (start < reached) throw offsetsOverlap(file, name, start, reached);
    if (start > reached) throw offsetsHole(file, `tensor ${name}`, reached, start);
    reached = end;
  }
  if (reached !== dataBytes) throw offsetsHole(file, 'the end', reached, dataBytes);
}
