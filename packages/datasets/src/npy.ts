import { badNpy } from './errors.ts';

/** An array of numbers, row-major, in the type of its file. */
export interface NumberArray {
  /** As NumPy calls it: `uint8`, `int64`, `float32`. */
  readonly type: string;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number | bigint>;
}

const TYPES = {
  u1: ['uint8', Uint8Array],
  i1: ['int8', Int8Array],
  u2: ['uint16', Uint16Array],
  i2: ['int16', Int16Array],
  u4: ['uint32', Uint32Array],
  i4: ['int32', Int32Array],
  u8: ['uint64', BigUint64Array],
  i8: ['int64', BigInt64Array],
  f4: ['float32', Float32Array],
  f8: ['float64', Float64Array],
} as const;

/** NumPy itself reads no header above 10,000 bytes unless told to. */
const LONGEST_HEADER = 65_536;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Parses a `.npy` file of versions 1 to 3 (NumPy's format description: a magic word, a version, the length of a
 * header, the header as a Python dictionary, the data): numbers in little-endian, row-major order.
 *
 * @param bytes the whole file; the array is a view of it or a copy
 * @param file its name, for errors
 * @throws SWEEPSTAKE_DATASETS_NPY when it is another format, order or type, or its length differs from its shape
 */
export function parseNpy(bytes: Uint8Array, file: string): NumberArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw badNpy(file, 'it is still gzip-compressed');
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw badNpy(file, 'it does not begin as one; write it with numpy.save');
  }
  const version = bytes[6]!;
  if (version < 1 || version > 3) throw badNpy(file, `version ${version} is not 1, 2 or 3`);
  const before = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER) throw badNpy(file, `its header claims ${length} bytes`);
  const start = before + length;
  if (start > bytes.length) throw badNpy(file, `it ends within its header of ${start} bytes`);
  const { descr, columnMajor, shape } = headerOf(bytes.subarray(before, start), file);
  if (columnMajor && shape.length > 1) {
    throw badNpy(file, 'it is in column-major order; save numpy.ascontiguousarray(...) of it');
  }
  const code = descr.slice(1);
  const order = descr[0]!;
  if (!Object.hasOwn(TYPES, code)) throw badNpy(file, `type '${descr}' is no type of numbers here`);
  const [type, Numbers] = TYPES[code as keyof typeof TYPES];
  const size = Numbers.BYTES_PER_ELEMENT;
  if (order !== '<' && !(order === '|' && size === 1)) {
    throw badNpy(file, `type '${descr}' is not little-endian; save .astype('<${code}') of it`);
  }
  const expected = start + shape.reduce((product, side) => product * side, size);
  if (bytes.length !== expected) {
    const problem = bytes.length < expected ? 'truncated' : 'too long';
    const needs = `shape (${shape.join(', ')}) of ${type} needs ${expected} bytes`;
    throw badNpy(file, `${problem}: ${needs}, it has ${bytes.length}`);
  }
  if (size === 1) return { type, shape, data: viewOf(Numbers, bytes.subarray(start)) };
  // A copy, since the data may begin where no such number can.
  return { type, shape, data: viewOf(Numbers, bytes.slice(start)) };
}

const viewOf = (
  Numbers: (typeof TYPES)[keyof typeof TYPES][1],
  { buffer, byteOffset, byteLength }: Uint8Array,
): ArrayLike<number | bigint> =>
  new Numbers(buffer as ArrayBuffer, byteOffset, byteLength / Numbers.BYTES_PER_ELEMENT);

interface Header {
  readonly descr: string;
  readonly columnMajor: boolean;
  readonly shape: readonly number[];
}

/** One entry of the dictionary: a text, a truth or a tuple of whole numbers. */
const ENTRY =
  /\s*(['"])(\w+)\1\s*:\s*(?:(['"])([^'"]*)\3|(True|False)|\(([0-9, ]*)\))\s*(?:,\s*|(?=\}))/y;

function headerOf(bytes: Uint8Array, file: string): Header {
  const text = new TextDecoder('utf-8').decode(bytes).trim();
  const unreadable = badNpy(file, 'its header is not a dictionary of descr, fortran_order, shape');
  if (!text.startsWith('{') || !text.endsWith('}')) throw unreadable;
  if (/'descr'\s*:\s*\[/.test(text))
    throw badNpy(file, 'its entries have fields; save one of them');
  const entries = new Map<string, RegExpExecArray>();
  ENTRY.lastIndex = 1;
  while (ENTRY.lastIndex < text.length - 1) {
    const entry = ENTRY.exec(text);
    if (entry === null || entries.has(entry[2]!)) throw unreadable;
    entries.set(entry[2]!, entry);
  }
  const descr = entries.get('descr')?.[4];
  const order = entries.get('fortran_order')?.[5];
  const tuple = entries.get('shape')?.[6];
  if (descr === undefined || order === undefined || tuple === undefined || entries.size !== 3) {
    throw unreadable;
  }
  const sides = tuple.split(',').map((side) => side.trim());
  if (sides.at(-1) === '') sides.pop();
  const shape = sides.map((side) => (side === '' ? NaN : Number(side)));
  if (!shape.every(Number.isSafeInteger)) throw unreadable;
  return { descr, columnMajor: order === 'True', shape };
}
