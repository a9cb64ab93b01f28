import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { writePieces } from './container.ts';
import { diskFull, notWritable } from './errors.ts';
import { makeFolders } from './make-folders.ts';

/** The error code of a file system call, or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;

/** Writes a new file and waits until the disk has it. `afterFirst` is called when the first bytes were written. */
export function writeDurably(
  path: string,
  pieces: readonly Uint8Array[],
  afterFirst?: () => void,
): void {
  const file = openSync(path, 'wx');
  try {
    writePieces(file, pieces, afterFirst);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Puts a file in the place of `target`, at once: written as `temporary`, synced, renamed. */
export function replaceDurably(
  temporary: string,
  target: string,
  pieces: readonly Uint8Array[],
  afterFirst?: () => void,
): void {
  try {
    writeDurably(temporary, pieces, afterFirst);
    makeFolder(dirname(target));
    renameSync(temporary, target);
    syncFolder(dirname(target));
  } finally {
    rmSync(temporary, { force: true });
  }
}

// Some systems and network file systems cannot sync a folder; there the rename alone must do.
const CANNOT_SYNC = new Set(['EINVAL', 'EPERM', 'EISDIR', 'EACCES', 'ENOTSUP', 'ENOSYS']);

/** Waits until the disk has the names in a folder. */
export function syncFolder(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(path, 'r');
    fsyncSync(folder);
  } catch (error) {
    if (!CANNOT_SYNC.has(codeOf(error) ?? '')) throw error;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}

/** Makes a folder and its parents, each durable; nothing happens where it exists. */
export function makeFolder(path: string): void {
  for (const made of makeFolders(path)) syncFolder(dirname(made));
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT']);

/** Runs a write, and names folder, thing and remedy where the disk is full or refuses. */
export function writing<T>(root: string, what: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (FULL.has(code)) throw diskFull(root, what, error);
    if (REFUSED.has(code)) throw notWritable(root, what, error);
    throw error;
  }
}
