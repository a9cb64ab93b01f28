import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hexadecimal. */
export const sha256Hex = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What the bytes of a file must be. */
export interface ExpectedBytes {
  readonly bytes: number;
  /** Lower-case hexadecimal, or null where none is on record. */
  readonly sha256: string | null;
}

/**
 * What is wrong with a file's bytes, or null when they are the published ones: known by their size, and by their
 * checksum where one is on record.
 */
export function checkBytes(bytes: Uint8Array, expected: ExpectedBytes): string | null {
  if (bytes.length !== expected.bytes) {
    const kind = bytes.length < expected.bytes ? 'truncated' : 'wrong size';
    return `${kind}, ${bytes.length} bytes instead of ${expected.bytes}`;
  }
  if (expected.sha256 === null) return null;
  const found = sha256Hex(bytes);
  return found === expected.sha256 ? null : `sha256 ${found} instead of ${expected.sha256}`;
}
