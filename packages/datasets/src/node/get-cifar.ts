import { join } from 'node:path';
import type { CifarDefinition } from '../registry.ts';
import { download, type DownloadOptions } from './download.ts';
import type { Places } from './environment.ts';
import { batchesOf, findCifar } from './find-cifar.ts';
import type { FoundFile } from './find-file.ts';
import { keepFile } from './keep-file.ts';
import { refuseCorrupt, type CorruptCache, type GottenFile } from './gotten-file.ts';
import { unpackCifar } from './unpack-cifar.ts';

/**
 * Finds the batches of a CIFAR set, or takes them out of its archive, which is downloaded where it is not here
 * either. Batches of a downloaded archive are kept in the cache, the archive is not; an archive that was here is
 * read as it is, and nothing is written.
 */
export async function getCifar(
  definition: CifarDefinition,
  places: Places,
  options: DownloadOptions,
  corruptCache: CorruptCache,
): Promise<GottenFile[]> {
  const { name: dataset, files } = definition;
  const { batches, archive } = await findCifar(definition, places);
  for (const found of [...batches, archive]) refuseCorrupt(found, dataset, corruptCache);

  const lacks = batches.some((found) => found?.problem !== null);
  const source = lacks
    ? await openArchive(definition, archive?.problem === null ? archive : null, options)
    : null;

  const gotten: GottenFile[] = [];
  for (const [i, { name }] of batchesOf(files).entries()) {
    const found = batches[i];
    if (found?.problem === null) gotten.push({ ...found, name, downloaded: null });
    else if (source !== null) gotten.push(await take(name, source, join(places.cache, dataset)));
  }
  return gotten;
}

/** A verified archive, unpacked. */
interface Source {
  readonly members: ReadonlyMap<string, Uint8Array>;
  /** The archive that was here, or null. */
  readonly here: FoundFile | null;
  /** The address it was downloaded from, or null. */
  readonly downloaded: string | null;
}

async function openArchive(
  definition: CifarDefinition,
  here: FoundFile | null,
  options: DownloadOptions,
): Promise<Source> {
  const { files } = definition;
  if (here !== null)
    return { members: unpackCifar(here.bytes, here.path, files), here, downloaded: null };
  const { bytes, address } = await download(definition, files.archive, files.mirrors, options);
  return { members: unpackCifar(bytes, address, files), here, downloaded: address };
}

/** One batch of an archive; kept in the folder where it was downloaded. */
async function take(name: string, source: Source, folder: string): Promise<GottenFile> {
  const { members, here, downloaded } = source;
  const bytes = members.get(name)!;
  const { path, place } = here ?? {
    path: await keepFile(folder, name, bytes),
    place: 'cache' as const,
  };
  return { name, path, place, packed: false, bytes, problem: null, downloaded };
}
