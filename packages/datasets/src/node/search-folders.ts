import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Definition } from '../registry.ts';
import type { Places } from './environment.ts';
import { unreadable } from './errors.ts';

/** A folder that may hold files of a data set. */
export interface SearchFolder {
  readonly path: string;
  readonly place: 'folder' | 'cache';
  /** Whether other data sets' files are expected there, too. */
  readonly shared: boolean;
}

/**
 * The folders that may hold a data set, in the order of search: `<folder>/<name>` and the same for its aliases,
 * `<folder>`, `<cache>/<name>`.
 */
export function searchFolders(
  { name, aliases = [] }: Definition,
  { folder, cache }: Places,
): SearchFolder[] {
  const kept = { path: join(cache, name), place: 'cache', shared: false } as const;
  if (folder === null) return [kept];
  return [
    ...[name, ...aliases].map(
      (own) => ({ path: join(folder, own), place: 'folder', shared: false }) as const,
    ),
    { path: folder, place: 'folder', shared: true },
    kept,
  ];
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/**
 * A file's bytes, or null where there is no such file.
 *
 * @throws SWEEPSTAKE_DATASETS_UNREADABLE when it is there and cannot be read
 */
export async function readIfPresent(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw unreadable(path, error);
  }
}
