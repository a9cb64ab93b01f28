import { join } from 'node:path';
import { getDataset } from '../registry.ts';
import { download, Patience } from './download.ts';
import { definitionsOf, findPlaces, type Environment } from './environment.ts';
import { corruptFile } from './errors.ts';
import { filesOf, findFile, type FoundFile } from './find-file.ts';
import { keepFile } from './keep-file.ts';

/** A file that is here now, whole and verified. */
export interface GottenFile extends FoundFile {
  readonly name: string;
  /** The address it was downloaded from just now, or null when it was here before. */
  readonly downloaded: string | null;
}

/** Whether a corrupt file in the cache is downloaded again or is an error; in the folder it is an error. */
export type CorruptCache = 'replace' | 'refuse';

/**
 * Finds or downloads the files of a data set, in the order training images, training labels, test images,
 * test labels; empty for a set that is drawn. Downloads are kept in the cache.
 *
 * @throws SWEEPSTAKE_DATASETS_CORRUPT, _UNAVAILABLE, _DOWNLOAD_CORRUPT, _CANNOT_KEEP, _UNKNOWN
 */
export async function getFiles(
  name: string,
  environment: Environment,
  corruptCache: CorruptCache,
): Promise<GottenFile[]> {
  const definitions = definitionsOf(environment);
  const definition = getDataset(name, definitions);
  if (definition.kind === 'drawn') return [];
  const places = findPlaces(environment);
  const options = {
    fetch: environment.fetch ?? fetch,
    patience: new Patience(environment.patience ?? 3_000),
    stall: environment.stall ?? 30_000,
  };
  const gotten: GottenFile[] = [];
  for (const file of filesOf(definition)) {
    const found = await findFile(definition, file, places, definitions);
    if (found !== null && found.problem === null) {
      gotten.push({ ...found, name: file.name, downloaded: null });
      continue;
    }
    if (found?.problem && (found.place === 'folder' || corruptCache === 'refuse')) {
      throw corruptFile(found.path, name, found.problem);
    }
    const { bytes, address } = await download(name, file, definition.files.mirrors, options);
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
 * downloaded again. Says for each where it is, and where it was downloaded from.
 */
export async function get(
  name: string,
  environment: Environment,
): Promise<{ name: string; path: string; downloaded: string | null }[]> {
  const files = await getFiles(name, environment, 'replace');
  return files.map(({ name, path, downloaded }) => ({ name, path, downloaded }));
}
