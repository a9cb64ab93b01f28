import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotKeep } from './errors.ts';

/**
 * Writes a file under a temporary name and renames it, so that it is there whole or not at all.
 * Returns its path.
 *
 * @throws SWEEPSTAKE_DATASETS_CANNOT_KEEP when the folder cannot be made or written, or the disk is full
 */
export async function keepFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, bytes, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw cannotKeep(folder, error);
  }
  return path;
}
