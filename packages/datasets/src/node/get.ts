import { basename, join } from 'node:path';
import { getDataset } from '../registry.ts';
import { download, Patience } from './download.ts';
import { definitionsOf, findPlaces, type Environment } from './environment.ts';
import { isFolder } from './errors.ts';
import { filesOf, findFile } from './find-file.ts';
import { getCifar } from './get-cifar.ts';
import { refuseCorrupt, type CorruptCache, type GottenFile } from './gotten-file.ts';
import { keepFile } from './keep-file.ts';

/**
 * Finds or downloads the files of a data set, in the order training images, training labels, test images,
 * test labels, or training batches, test batch; empty for a set that is drawn. Downloads are kept in the cache.
 *
 * @throws SWEEPSTAKE_DATASETS_CORRUPT, _UNAVAILABLE, _DOWNLOAD_CORRUPT, _CANNOT_KEEP, _UNKNOWN,
 *   _GZIP, _TAR
 */
export async function getFiles(
  name: string,
  environment: Environment,
  corruptCache: CorruptCache,
): Promise<GottenFile[]> {
  const definitions = definitionsOf(environment);
  const definition = getDataset(name, definitions);
  if (definition.kind === 'drawn') return [];
  if (definition.kind === 'folder') throw isFolder(name);
  const places = findPlaces(environment);
  const options = {
    fetch: environment.fetch ?? fetch,
    patience: new Patience(environment.patience ?? 3_000),
    stall: environment.stall ?? 30_000,
  };
  if (definition.kind === 'cifar') return getCifar(definition, places, options, corruptCache);
  const gotten: GottenFile[] = [];
  for (const file of filesOf(definition)) {
    const found = await findFile(definition, file, places, definitions);
    if (found !== null && found.problem === null) {
      gotten.push({ ...found, name: file.name, downloaded: null });
      continue;
    }
    refuseCorrupt(found, name, corruptCache);
    const { bytes, address } = await download(definition, file, definition.files.mirrors, options);
    const path = await keepFile(join(places.cache, name), file.name, bytes);
    const here = {
      path,
      place: 'cache',
      packed: file.name.endsWith('.gz'),
      bytes,
      problem: null,
    } as const;
    gotten.push({ ...here, name: file.name, downloaded: address });
  }
  return gotten;
}

/**
 * `sweepstake data get`: every file of a data set here and verified; a corrupt file in the cache is
 * downloaded again. Says for each where it is, and where it was downloaded from; files that are together in an
 * archive are one.
 */
export async function get(
  name: string,
  environment: Environment,
): Promise<{ name: string; path: string; downloaded: string | null }[]> {
  const files = await getFiles(name, environment, 'replace');
  const byPath = new Map(
    files.map(({ path, downloaded }) => [path, { name: basename(path), path, downloaded }]),
  );
  return [...byPath.values()];
}
