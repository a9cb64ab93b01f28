import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and its missing parents, and returns those that it made, topmost first. Throws as `mkdirSync`.
 *
 * Not by its option `recursive`, with which Node tries for ever where a file system says of a new folder that its
 * parent is not there, as /proc and automounted folders do.
 */
export function makeFolders(path: string): string[] {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder))
    missing.unshift(folder);
  if (missing.length === 0 && !isFolder(path)) mkdirSync(path);
  return missing.filter((folder) => isMade(folder));
}

/** False where another process made it meanwhile. */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (isFolder(folder)) return false;
    throw error;
  }
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
