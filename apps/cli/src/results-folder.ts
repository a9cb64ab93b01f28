import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cannotRead, noResults } from './errors.ts';
import { DENSITIES, RESULTS, TRIALS } from './published.ts';

/**
 * The folder of published results that `--results` names, or the usual one, whether it is there or not. Throws where the
 * named one does not exist or has none.
 */
export function resultsFolder(named: string | undefined): string {
  if (named === undefined) return RESULTS;
  if (!existsSync(named)) throw cannotRead(named, { code: 'ENOENT' });
  const folders = statSync(named).isDirectory() ? readdirSync(named) : [];
  if (!folders.some((name) => holdsResults(join(named, name))))
    throw noResults(named, holdsResults(named));
  return named;
}

const holdsResults = (folder: string): boolean =>
  [TRIALS, DENSITIES].some((file) => existsSync(join(folder, file)));
