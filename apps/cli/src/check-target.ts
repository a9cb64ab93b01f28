import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { cannotWrite, fileExists } from './errors.ts';

/**
 * Throws where a file could not be written here, before anything is computed for it: it exists (unless `force`), is
 * a folder, or the nearest folder that exists above it takes no files.
 */
export function checkTarget(file: string, force: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) throw cannotWrite(file, { code: 'EISDIR' });
  if (found !== undefined && !force) throw fileExists(file);
  let above = dirname(resolve(file));
  while (statSync(above, { throwIfNoEntry: false }) === undefined) above = dirname(above);
  if (!statSync(above).isDirectory()) throw cannotWrite(file, { code: 'ENOTDIR' });
  try {
    accessSync(above, constants.W_OK);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
