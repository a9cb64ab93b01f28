import {
  closeSync,
  createWriteStream,
  mkdirSync,
  openSync,
  readSync,
  writeFileSync,
  fstatSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';

/** One file of a zip archive, by its entry in the central directory. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes of the file. */
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const LARGEST_COMMENT = 65_535;
/** Files up to this many bytes are unpacked in memory, larger ones as streams. */
const IN_MEMORY = 4 * 2 ** 20;
const CHUNK = 2 ** 20;

/**
 * A zip archive on disk, as wheels are: stored or deflated, unencrypted, below 4 GB. Its files are read where they lie, so
 * that one of a gigabyte takes no memory. Every file that is read is held against its checksum.
 */
export class ZipFile {
  readonly entries: readonly ZipEntry[];
  readonly #file: number;

  /** Throws an error that says what is wrong with the archive. */
  constructor(path: string) {
    this.#file = openSync(path, 'r');
    try {
      this.entries = this.#directory(fstatSync(this.#file).size);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  /** A file of at most a few megabytes. */
  read(entry: ZipEntry): Buffer {
    const packed = this.#bytes(this.#start(entry), entry.packed);
    let data: Buffer;
    try {
      data =
        entry.method === 0
          ? packed
          : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    } catch (error) {
      throw new Error(`'${entry.name}' in it is damaged`, { cause: error });
    }
    check(entry, data.length, crc32(data));
    return data;
  }

  /** Writes a file; folders are made. */
  async extract(entry: ZipEntry, path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    if (entry.size <= IN_MEMORY) return writeFileSync(path, this.read(entry));
    let size = 0;
    let crc = 0;
    const count = new Transform({
      transform(chunk: Buffer, _, done) {
        size += chunk.length;
        crc = crc32(chunk, crc);
        // More than was promised is not written to the disk.
        done(size > entry.size ? new Error(`'${entry.name}' in it is damaged`) : null, chunk);
      },
    });
    const source = Readable.from(this.#chunks(entry), { objectMode: false });
    const sink = createWriteStream(path);
    if (entry.method === 0) await pipeline(source, count, sink);
    else await pipeline(source, createInflateRaw(), count, sink);
    check(entry, size, crc);
  }

  *#chunks(entry: ZipEntry): Generator<Buffer> {
    const start = this.#start(entry);
    for (let at = 0; at < entry.packed; at += CHUNK)
      yield this.#bytes(start + at, Math.min(CHUNK, entry.packed - at));
  }

  #directory(length: number): ZipEntry[] {
    const magic = length < 4 ? 0 : this.#bytes(0, 4).readUInt32LE(0);
    if (magic !== LOCAL && magic !== END) throw new Error('it is no zip archive');
    const tailAt = Math.max(0, length - END_BYTES - LARGEST_COMMENT);
    const tail = this.#bytes(tailAt, length - tailAt);
    let end = tail.length - END_BYTES;
    while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
    if (end < 0) throw new Error('it is truncated: the directory at its end is not there');
    const count = tail.readUInt16LE(end + 10);
    const size = tail.readUInt32LE(end + 12);
    const offset = tail.readUInt32LE(end + 16);
    if (offset === 0xffffffff || count === 0xffff) throw new Error('it is larger than 4 GB');
    if (offset + size > length)
      throw new Error('it is truncated: its directory reaches past its end');
    const directory = this.#bytes(offset, size);
    const entries: ZipEntry[] = [];
    for (let at = 0, i = 0; i < count; i++) {
      if (at + 46 > size || directory.readUInt32LE(at) !== CENTRAL)
        throw new Error('its directory is damaged');
      const nameLength = directory.readUInt16LE(at + 28);
      entries.push({
        name: directory.toString('utf8', at + 46, at + 46 + nameLength),
        method: directory.readUInt16LE(at + 10),
        crc: directory.readUInt32LE(at + 16),
        packed: directory.readUInt32LE(at + 20),
        size: directory.readUInt32LE(at + 24),
        offset: directory.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return entries;
  }

  /** Where the bytes of a file begin: its local header can be longer than the directory says. */
  #start({ name, method, offset }: ZipEntry): number {
    const header = this.#bytes(offset, 30);
    if (header.readUInt32LE(0) !== LOCAL)
      throw new Error(`'${name}' is not where its directory says`);
    if (method !== 0 && method !== 8) throw new Error(`'${name}' is packed by method ${method}`);
    return offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  }

  #bytes(at: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const got = readSync(this.#file, bytes, read, length - read, at + read);
      if (got === 0) throw new Error('it is truncated');
      read += got;
    }
    return bytes;
  }
}

function check({ name, size, crc }: ZipEntry, actualSize: number, actualCrc: number): void {
  if (actualSize !== size || actualCrc !== crc) throw new Error(`'${name}' in it is damaged`);
}
