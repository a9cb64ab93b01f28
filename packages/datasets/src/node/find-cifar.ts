import { join } from 'node:path';
import type { CifarFiles } from '../cifar-files.ts';
import type { PlainFile } from '../published-files.ts';
import type { CifarDefinition } from '../registry.ts';
import { checkBytes } from './check-bytes.ts';
import type { Places } from './environment.ts';
import type { FoundFile } from './find-file.ts';
import { readIfPresent, searchFolders, type SearchFolder } from './search-folders.ts';

/** What is here of a CIFAR set. */
export interface FoundCifar {
  /** In the order of `batchesOf`; null for a batch that lies nowhere by itself. */
  readonly batches: readonly (FoundFile | null)[];
  /** The archive, looked for only where a batch is missing. */
  readonly archive: FoundFile | null;
}

/** The batches of a CIFAR set, training first. */
export const batchesOf = ({ train, test }: CifarFiles): readonly PlainFile[] => [...train, ...test];

async function findPlain(
  file: PlainFile,
  folders: readonly SearchFolder[],
  packed: boolean,
): Promise<FoundFile | null> {
  for (const { path: folder, place } of folders) {
    const path = join(folder, file.name);
    const bytes = await readIfPresent(path);
    if (bytes !== null) return { path, place, packed, bytes, problem: checkBytes(bytes, file) };
  }
  return null;
}

/**
 * Looks for the batches, in each folder of `searchFolders` and in the subfolder in which the archive has them, and
 * where one is missing for the archive. The first of a name that is there is the answer, right or wrong.
 *
 * @throws SWEEPSTAKE_DATASETS_UNREADABLE when a file is there and cannot be read
 */
export async function findCifar(definition: CifarDefinition, places: Places): Promise<FoundCifar> {
  const { files } = definition;
  const folders = searchFolders(definition, places);
  const unpacked = folders.flatMap((folder) => [
    folder,
    { ...folder, path: join(folder.path, files.folder) },
  ]);
  const batches: (FoundFile | null)[] = [];
  for (const file of batchesOf(files)) batches.push(await findPlain(file, unpacked, false));
  const archive = batches.includes(null) ? await findPlain(files.archive, folders, true) : null;
  return { batches, archive };
}
