import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PlainFile } from '../../published-files.ts';
import { datasets, type CifarDefinition } from '../../registry.ts';
import { tarEntry, tarFile } from '../../testing/tar-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The file as it would be published. */
export const plain = (name: string, bytes: Uint8Array): PlainFile => ({
  name,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** A data set small enough to be generated, under the names and in the form of CIFAR-10. */
export interface TinyCifar {
  readonly definition: CifarDefinition;
  readonly definitions: { readonly [name: string]: CifarDefinition };
  /** Batches by name. */
  readonly batches: ReadonlyMap<string, Uint8Array>;
  readonly archive: Uint8Array;
}

/** Two records of 3x1x2; value v of record i is `10 i + v`, its label `i % 10`. */
const batchFrom = (first: number): Uint8Array =>
  Uint8Array.from(
    [first, first + 1].flatMap((i) => [i % 10, ...[0, 1, 2, 3, 4, 5].map((v) => 10 * i + v)]),
  );

/** The archive of some batches, beside a text file as the published one has it. */
export const archiveOf = (batches: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  gzipSync(
    tarFile([
      tarEntry('cifar-10-batches-bin/', new Uint8Array(), { kind: '5' }),
      tarEntry('cifar-10-batches-bin/batches.meta.txt', new TextEncoder().encode('airplane\n')),
      ...[...batches].map(([name, bytes]) => tarEntry(`cifar-10-batches-bin/${name}`, bytes)),
    ]),
  );

/** Ten training examples in five batches, and two test examples that follow them. */
export function tinyCifar(mirrors: readonly string[] = [], archive?: Uint8Array): TinyCifar {
  const base = datasets['cifar-10'];
  const train = base.files.train.map(({ name }, i) => [name, batchFrom(2 * i)] as const);
  const test = base.files.test.map(({ name }) => [name, batchFrom(10)] as const);
  const batches = new Map([...train, ...test]);
  const packed = archive ?? archiveOf(batches);
  const definition: CifarDefinition = {
    ...base,
    shape: [3, 1, 2],
    counts: { train: 10, test: 2 },
    files: {
      mirrors,
      archive: plain(base.files.archive.name, packed),
      folder: base.files.folder,
      train: train.map(([name, bytes]) => plain(name, bytes)),
      test: test.map(([name, bytes]) => plain(name, bytes)),
    },
  };
  return { definition, definitions: { 'cifar-10': definition }, batches, archive: packed };
}

/** A new folder that holds these files. */
export async function folderOf(files: Iterable<readonly [string, Uint8Array]>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return folder;
}
