import { getDataset } from '../registry.ts';
import { definitionsOf, findPlaces, type Environment, type Places } from './environment.ts';
import { isFolder } from './errors.ts';
import { batchesOf, findCifar } from './find-cifar.ts';
import { filesOf, findFile, type FoundFile } from './find-file.ts';

/** What is known of one file without downloading anything. */
export interface FileReport {
  readonly name: string;
  /** Where it was found, or null. */
  readonly path: string | null;
  readonly place: 'folder' | 'cache' | null;
  readonly status: 'ok' | 'missing' | 'wrong';
  /** What is wrong with it, or null. */
  readonly problem: string | null;
}

/** What is here of a data set; `files` is empty for a set that is drawn. */
export interface DatasetReport extends Places {
  readonly name: string;
  /** Every file is here and is the published one. */
  readonly complete: boolean;
  readonly files: readonly FileReport[];
}

const reportOf = (name: string, found: FoundFile | null): FileReport => ({
  name,
  path: found?.path ?? null,
  place: found?.place ?? null,
  status: found === null ? 'missing' : found.problem === null ? 'ok' : 'wrong',
  problem: found?.problem ?? null,
});

/**
 * `sweepstake data path` and `verify`: what is here of a data set, sizes and checksums verified; downloads
 * nothing and does not throw for missing or wrong files. Batches that are only in an archive are not listed, but
 * the archive is.
 *
 * @throws SWEEPSTAKE_DATASETS_UNKNOWN, _NO_FOLDER, _UNREADABLE
 */
export async function locate(name: string, environment: Environment): Promise<DatasetReport> {
  const definitions = definitionsOf(environment);
  const definition = getDataset(name, definitions);
  const places = findPlaces(environment);
  const files: FileReport[] = [];
  if (definition.kind === 'drawn') return { name, ...places, complete: true, files };
  if (definition.kind === 'folder') throw isFolder(name);
  if (definition.kind === 'cifar') {
    const { batches, archive } = await findCifar(definition, places);
    batchesOf(definition.files).forEach(({ name: file }, i) => {
      const found = batches[i] ?? null;
      if (found !== null || archive === null) files.push(reportOf(file, found));
    });
    if (archive !== null) files.push(reportOf(definition.files.archive.name, archive));
  } else {
    for (const file of filesOf(definition)) {
      files.push(reportOf(file.name, await findFile(definition, file, places, definitions)));
    }
  }
  return { name, ...places, complete: files.every(({ status }) => status === 'ok'), files };
}
