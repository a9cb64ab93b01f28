import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { checkFileName, isFileName } from './paths.ts';
import { squeeze, unsqueeze } from './squeeze.ts';
import { sha256 } from './stage-id.ts';

/** What a container is written for; one kind is never read as another. */
export type ContainerKind = 'stage' | 'checkpoint';

/** Place, size and hash of one file in a container. */
export interface FileEntry {
  /** Bytes from the end of the header. */
  readonly offset: number;
  readonly bytes: number;
  /** Of the bytes as they are stored; 64 hex digits. */
  readonly sha256: string;
  /** Bytes that it takes where it is stored squeezed (`squeeze`); absent where it is stored as it is. */
  readonly squeezed?: number;
  /** True where its bytes were dropped to save room; its size and hash are those it had. */
  readonly dropped?: true;
}

/** The header of a container. `config` and `record` are JSON values. */
export interface Header {
  readonly kind: ContainerKind;
  readonly id: string;
  readonly config: unknown;
  readonly record: unknown;
  readonly files: Readonly<Record<string, FileEntry>>;
}

/** What goes into a container beside its kind and id. */
export interface Contents {
  readonly config: unknown;
  readonly record?: unknown;
  readonly files?: ReadonlyMap<string, Uint8Array> | undefined;
  /** Names of files that are worth squeezing: masks and curves. Large ones are stored as they are, since it takes time. */
  readonly squeezable?: readonly string[] | undefined;
  /** Entries of files whose bytes are gone. */
  readonly dropped?: Readonly<Record<string, FileEntry>> | undefined;
}

// Layout: magic (8), length of the header (u32, little endian), SHA-256 of these 12 bytes and the header (32), the
// header as canonical JSON, then the files in the order of their names, without gaps.
const MAGIC = Buffer.alloc(8, 'sweepst2', 'latin1');
const FIXED = 44;
/** No header is longer, and more than this is never allocated for one. */
const MAX_HEADER = 2 ** 26;
/** Enough for most headers, so that one read does. */
const FIRST_READ = 8192;
/** Where it is read to, again and again: new memory for each file would cost more than the reading. */
const FIRST = Buffer.allocUnsafeSlow(FIRST_READ);
const CHUNK = 2 ** 28;
const LEAST_SQUEEZED = 256;
const MOST_SQUEEZED = 2 ** 18;
/** No code is shorter: eight bits of the largest probability take more. */
const LARGEST_RATIO = 4096;

/**
 * The pieces of a container, to be written one after the other. The same contents give the same bytes. Throws for
 * values that are no JSON, and for file names that are not allowed.
 */
export function containerPieces(kind: ContainerKind, id: string, contents: Contents): Uint8Array[] {
  const { config, record = {}, dropped = {} } = contents;
  const sorted = [...(contents.files ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  const files: Record<string, FileEntry> = { ...dropped };
  const stored: Uint8Array[] = [];
  let offset = 0;
  for (const [name, data] of sorted) {
    checkFileName(name);
    const code = contents.squeezable?.includes(name) === true ? shorter(data) : null;
    const kept = code ?? data;
    const entry = { offset, bytes: data.byteLength, sha256: sha256(kept) };
    files[name] = code === null ? entry : { ...entry, squeezed: code.byteLength };
    stored.push(kept);
    offset += kept.byteLength;
  }
  const header = Buffer.from(canonicalJson({ kind, id, config, record, files }));
  const fixed = Buffer.alloc(FIXED);
  MAGIC.copy(fixed);
  fixed.writeUInt32LE(header.byteLength, 8);
  digest(fixed, header).copy(fixed, 12);
  return [fixed, header, ...stored];
}

/** The code of a file where that saves something worth its time; otherwise null. */
function shorter(data: Uint8Array): Uint8Array | null {
  if (data.byteLength < LEAST_SQUEEZED || data.byteLength > MOST_SQUEEZED) return null;
  const code = squeeze(data);
  return code.byteLength < 0.95 * data.byteLength ? code : null;
}

/** Writes pieces to an open file, from its present position. `afterFirst` is called once something was written. */
export function writePieces(
  fd: number,
  pieces: readonly Uint8Array[],
  afterFirst?: () => void,
): void {
  for (const [index, piece] of pieces.entries()) {
    for (let at = 0; at < piece.byteLength;)
      at += writeSync(fd, piece, at, Math.min(CHUNK, piece.byteLength - at));
    if (index === 0) afterFirst?.();
  }
}

/** A container that is open for reading; `close` it. */
export interface OpenContainer {
  readonly header: Header;
  /** The bytes of a file of the header; throws an error with the reason alone where they are wrong. */
  read(entry: FileEntry): Uint8Array;
  close(): void;
}

/**
 * Opens a container and checks its header and its length: declared lengths are held against the file's real size
 * before anything is allocated. Throws an error that holds the reason alone where something is wrong, and the
 * system's error where the file cannot be opened.
 */
export function openContainer(path: string, kind: ContainerKind, id: string): OpenContainer {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const { header, start } = readHeader(fd, size, kind, id);
    const read = (entry: FileEntry): Uint8Array => {
      const data = readAt(fd, start + entry.offset, storedBytes(entry));
      if (sha256(data) !== entry.sha256) throw new Error('does not match its sha256');
      return entry.squeezed === undefined ? data : unsqueeze(data, entry.bytes);
    };
    return { header, read, close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function readHeader(fd: number, size: number, kind: ContainerKind, id: string) {
  if (size < FIXED) throw new Error(size === 0 ? 'it is empty' : `it ends after ${size} bytes`);
  const first = readInto(FIRST.subarray(0, Math.min(size, FIRST_READ)), fd, 0);
  if (!MAGIC.equals(first.subarray(0, 8))) throw new Error(`it is no ${kind} file`);
  const length = first.readUInt32LE(8);
  const start = FIXED + length;
  if (length > MAX_HEADER || start > size)
    throw new Error(`its header claims ${length} bytes, the file has ${size}`);
  const text = start <= first.byteLength ? first.subarray(FIXED, start) : readAt(fd, FIXED, length);
  if (!digest(first, text).equals(first.subarray(12, FIXED)))
    throw new Error('its header does not match its sha256');
  const header = parseHeader(text);
  if (header.kind !== kind || header.id !== id)
    throw new Error(`it is the ${String(header.kind)} ${String(header.id)}`);
  const end = start + dataBytes(header.files);
  if (end !== size) throw new Error(`it has ${size} bytes instead of ${end}`);
  return { header, start };
}

/** The hash is right, so what is wrong here was written by something else. */
function parseHeader(text: Buffer): Header {
  const header = JSON.parse(text.toString()) as Header | null;
  const files: unknown = header?.files;
  const isTable = typeof files === 'object' && files !== null && !Array.isArray(files);
  if (header === null || !isTable || Object.values(files).some((entry) => !isEntry(entry)))
    throw new Error('its header has no table of files');
  return header;
}

const isEntry = (value: unknown): value is FileEntry =>
  typeof value === 'object' &&
  value !== null &&
  ['offset', 'bytes', 'sha256'].every((key) => key in value);

/** Bytes of all files, which must follow each other without gaps. */
function dataBytes(files: Header['files']): number {
  let next = 0;
  const present = Object.entries(files).filter(([, { dropped }]) => dropped !== true);
  for (const [name, entry] of present.sort(
    ([, a], [, b]) => a.offset - b.offset || storedBytes(a) - storedBytes(b),
  )) {
    const stored = storedBytes(entry);
    const sizes = [stored, entry.bytes];
    if (!isFileName(name) || entry.offset !== next || !sizes.every(isSize))
      throw new Error(`its header places ${name} wrongly`);
    if (entry.bytes > LARGEST_RATIO * (stored + 1))
      throw new Error(`its header claims that ${name} was squeezed from ${entry.bytes} bytes`);
    next += stored;
  }
  return next;
}

const storedBytes = ({ bytes, squeezed }: FileEntry): number => squeezed ?? bytes;

const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const readAt = (fd: number, position: number, length: number): Buffer =>
  readInto(Buffer.allocUnsafeSlow(length), fd, position);

/** Fills `data`; both ends must lie within the file. */
function readInto(data: Buffer, fd: number, position: number): Buffer {
  const { length } = data;
  for (let at = 0; at < length;) {
    const read = readSync(fd, data, at, Math.min(CHUNK, length - at), position + at);
    if (read === 0) throw new Error('it became shorter while it was read');
    at += read;
  }
  return data;
}

const digest = (fixed: Uint8Array, header: Uint8Array): Buffer =>
  createHash('sha256').update(fixed.subarray(0, 12)).update(header).digest();
