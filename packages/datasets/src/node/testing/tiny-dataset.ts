import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { PublishedFile } from '../../published-files.ts';
import { datasets, type IdxDefinition } from '../../registry.ts';

/** An uncompressed IDX file of bytes. */
export function idxFile(shape: readonly number[], data: ArrayLike<number>): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header[2] = 8;
  header[3] = shape.length;
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, Uint8Array.from(data)]);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A published file that holds these bytes, gzip-compressed. */
export function published(name: string, packed: Uint8Array, unpacked: Uint8Array): PublishedFile {
  return {
    name,
    bytes: packed.length,
    sha256: sha256(packed),
    unpacked: { bytes: unpacked.length, sha256: sha256(unpacked) },
  };
}

/** A data set small enough to be generated: files under the names and in the form of Fashion-MNIST. */
export interface TinyDataset {
  readonly definition: IdxDefinition;
  readonly definitions: { readonly [name: string]: IdxDefinition };
  /** Packed files by name. */
  readonly packed: ReadonlyMap<string, Uint8Array>;
  /** Unpacked files by name, without `.gz`. */
  readonly unpacked: ReadonlyMap<string, Uint8Array>;
}

const SHAPE = [1, 3, 2];

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Six training and four test examples of 3x2 pixels; pixel p of example i is `(i * 6 + p + salt) % 256`. */
export function tinyDataset(mirrors: readonly string[] = [], salt = 0): TinyDataset {
  const packed = new Map<string, Uint8Array>();
  const unpacked = new Map<string, Uint8Array>();
  const make = (name: string, shape: readonly number[], data: readonly number[]): PublishedFile => {
    const raw = idxFile(shape, data);
    const zipped = gzipSync(raw);
    packed.set(name, zipped);
    unpacked.set(name.replace('.gz', ''), raw);
    return published(name, zipped, raw);
  };
  const images = (name: string, n: number): PublishedFile =>
    make(
      name,
      [n, 3, 2],
      count(n * 6).map((i) => (i + salt) % 256),
    );
  const labels = (name: string, n: number): PublishedFile =>
    make(
      name,
      [n],
      count(n).map((i) => (i + salt) % 10),
    );
  const base = datasets['fashion-mnist'];
  const definition: IdxDefinition = {
    ...base,
    shape: SHAPE,
    counts: { train: 6, test: 4 },
    files: {
      mirrors,
      trainImages: images(base.files.trainImages.name, 6),
      trainLabels: labels(base.files.trainLabels.name, 6),
      testImages: images(base.files.testImages.name, 4),
      testLabels: labels(base.files.testLabels.name, 4),
    },
  };
  return { definition, definitions: { 'fashion-mnist': definition }, packed, unpacked };
}

/** A real server on this machine for the length of a test. */
export async function withServer<T>(
  listener: RequestListener,
  run: (address: string) => Promise<T>,
): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  }
}
