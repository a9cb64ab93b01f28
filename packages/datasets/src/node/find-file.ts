import { join } from 'node:path';
import type { PublishedFile } from '../published-files.ts';
import type { Definition, IdxDefinition } from '../registry.ts';
import { checkBytes } from './check-bytes.ts';
import type { Places } from './environment.ts';
import { readIfPresent, searchFolders } from './search-folders.ts';

/** A file found, whole in memory. */
export interface FoundFile {
  readonly path: string;
  readonly place: 'folder' | 'cache';
  /** Still gzip-compressed. */
  readonly packed: boolean;
  readonly bytes: Uint8Array;
  /** What is wrong with it, or null. */
  readonly problem: string | null;
}

/** Data sets share file names: whether the bytes are another data set's file. */
function belongsToAnother(
  bytes: Uint8Array,
  packed: boolean,
  definition: IdxDefinition,
  definitions: Readonly<Record<string, Definition>>,
): boolean {
  return Object.values(definitions).some(
    (other) =>
      other.kind === 'idx' &&
      other.name !== definition.name &&
      filesOf(other).some(
        (file) =>
          (packed || file.unpacked.sha256 !== null) &&
          checkBytes(bytes, packed ? file : file.unpacked) === null,
      ),
  );
}

/** The four files of a data set, training images first. */
export const filesOf = ({ files }: IdxDefinition): readonly PublishedFile[] => [
  files.trainImages,
  files.trainLabels,
  files.testImages,
  files.testLabels,
];

/**
 * Looks for a published file in the folders of `searchFolders`, in each with and without `.gz`. The first that is there is the answer, right or wrong, except that a file directly in
 * the folder which is another data set's is passed over.
 *
 * @throws SWEEPSTAKE_DATASETS_UNREADABLE when a file is there and cannot be read
 */
export async function findFile(
  definition: IdxDefinition,
  file: PublishedFile,
  places: Places,
  definitions: Readonly<Record<string, Definition>>,
): Promise<FoundFile | null> {
  for (const { path: folder, place, shared } of searchFolders(definition, places)) {
    for (const name of new Set([file.name, file.name.replace(/\.gz$/, '')])) {
      const path = join(folder, name);
      const bytes = await readIfPresent(path);
      if (bytes === null) continue;
      const packed = name.endsWith('.gz');
      const problem = checkBytes(bytes, packed ? file : file.unpacked);
      if (problem !== null && shared && belongsToAnother(bytes, packed, definition, definitions)) {
        continue;
      }
      return { path, place, packed, bytes, problem };
    }
  }
  return null;
}
