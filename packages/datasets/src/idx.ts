import { badIdx } from './errors.ts';

/** An array of unsigned bytes, row-major; `data` is a view of the parsed file. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Parses an uncompressed IDX file of unsigned bytes with one to four dimensions (the format of
 * Yann LeCun's MNIST page: two zero bytes, a type, the number of dimensions, big-endian sizes, the data).
 *
 * @param bytes the whole file
 * @param file its name, for errors
 * @throws SWEEPSTAKE_DATASETS_IDX when it is another format or type, or its length differs from its sizes
 */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  if (bytes.length < 4) throw badIdx(file, `${bytes.length} bytes cannot hold a header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw badIdx(file, 'it is still gzip-compressed');
  const magic = view.getUint32(0);
  if (magic >>> 16 !== 0) {
    throw badIdx(
      file,
      `it begins with 0x${magic.toString(16).padStart(8, '0')}, not with two zeros`,
    );
  }
  const type = bytes[2]!;
  if (type !== UNSIGNED_BYTE) {
    throw badIdx(file, `element type 0x${type.toString(16).padStart(2, '0')} is not 0x08 (bytes)`);
  }
  const rank = bytes[3]!;
  if (rank < 1 || rank > 4) throw badIdx(file, `${rank} dimensions are not 1 to 4`);
  const header = 4 + 4 * rank;
  if (bytes.length < header) throw badIdx(file, `it ends within its header of ${header} bytes`);

  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = header + shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== expected) {
    const problem = bytes.length < expected ? 'truncated' : 'too long';
    throw badIdx(
      file,
      `${problem}: sizes ${shape.join('x')} need ${expected} bytes, it has ${bytes.length}`,
    );
  }
  return { shape, data: bytes.subarray(header) };
}
