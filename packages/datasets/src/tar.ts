import { badTar } from './errors.ts';

const BLOCK = 512;

const text = (bytes: Uint8Array, from: number, length: number): string => {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
};

/** A number in octal digits, which spaces and zeros may surround, or null. */
function octal(bytes: Uint8Array, from: number, length: number): number | null {
  const digits = text(bytes, from, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/** The sum of a header's bytes, its own checksum counted as spaces. */
function headerSum(header: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : header[i]!;
  return sum;
}

/** The path without leading `./`; one that leads out of the archive's folder is refused. */
function safePath(header: Uint8Array, file: string): string {
  const prefix = text(header, 257, 6) === 'ustar' ? text(header, 345, 155) : '';
  const path = (prefix === '' ? '' : `${prefix}/`) + text(header, 0, 100);
  if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(path)) {
    throw badTar(file, `its entry '${path}' leads out of the folder`);
  }
  return path.replace(/^(\.\/)+/, '');
}

/**
 * The regular files of a tar archive by path, as views of its bytes (POSIX.1-1988 "ustar" and the older form;
 * also GNU's, for files with names of up to 100 bytes and sizes below 8 GiB). Folders, links and all other
 * kinds of entries are passed over, never followed.
 *
 * @param bytes the whole archive, without gzip
 * @param file its name, for errors
 * @throws SWEEPSTAKE_DATASETS_TAR when it is truncated, a header's checksum is wrong, a path is absolute or has
 *   `..`, or a path comes twice
 */
export function parseTar(bytes: Uint8Array, file: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let at = 0;
  for (;;) {
    if (at + BLOCK > bytes.length) throw badTar(file, `truncated at byte ${bytes.length}`);
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return files;
    if (octal(header, 148, 8) !== headerSum(header)) {
      throw badTar(file, `the header at byte ${at} has a wrong checksum`);
    }
    const path = safePath(header, file);
    const size = octal(header, 124, 12);
    if (size === null) throw badTar(file, `the size of its entry '${path}' is no octal number`);
    const start = at + BLOCK;
    at = start + Math.ceil(size / BLOCK) * BLOCK;
    if (at > bytes.length) throw badTar(file, `truncated within its entry '${path}'`);
    const kind = header[156]!;
    // '0', or nothing in the older form, where a folder is a path that ends in a slash.
    if ((kind !== 0x30 && kind !== 0) || path.endsWith('/')) continue;
    if (files.has(path)) throw badTar(file, `it has '${path}' twice`);
    files.set(path, bytes.subarray(start, start + size));
  }
}
