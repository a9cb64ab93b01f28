/** What may be unusual about an entry. */
export interface EntryOptions {
  readonly prefix?: string;
  /** The type flag; '0' is a regular file. */
  readonly kind?: string;
  /** Twelve characters in place of the size. */
  readonly size?: string;
}

/** One entry of a tar archive: header and contents, each padded to whole blocks of 512 bytes. */
export function tarEntry(
  path: string,
  bytes: Uint8Array,
  { prefix = '', kind = '0', size }: EntryOptions = {},
): Uint8Array {
  const entry = Buffer.alloc(512 + Math.ceil(bytes.length / 512) * 512);
  entry.write(path, 0, 100, 'latin1');
  entry.write('0000644\0', 100, 'latin1');
  entry.write(size ?? `${bytes.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  entry.write('        ', 148, 'latin1');
  entry.write(kind, 156, 'latin1');
  entry.write('ustar\u000000', 257, 'latin1');
  entry.write(prefix, 345, 155, 'latin1');
  const sum = entry.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  entry.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  entry.set(bytes, 512);
  return entry;
}

/** A whole archive: entries and two empty blocks. */
export const tarFile = (entries: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([...entries, new Uint8Array(1024)]);
