import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { makeFolders } from '@sweepstake/store';
import type { TarSource } from 'modern-tar/fs';
import { packTar } from 'modern-tar/fs';
import { cannotWrite } from '../errors.ts';
import type { PackedFile } from './packed-file.ts';

/** Of every file, so that the same files give the same archive. */
const TIME = new Date('2020-01-01T00:00:00Z');

/**
 * Writes files as a compressed tar archive, all in the folder `root`, whole or not at all. The same files give the same
 * bytes. Throws SWEEPSTAKE_CLI_CANNOT_WRITE.
 */
export async function writeArchive(
  path: string,
  root: string,
  files: readonly PackedFile[],
  signal: AbortSignal,
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const sources = files.map((file): TarSource => {
    const { content, executable } = file;
    const header = {
      target: `${root}/${file.path}`,
      mode: executable === true ? 0o755 : 0o644,
      mtime: TIME,
      uid: 0,
      gid: 0,
      uname: '',
      gname: '',
    };
    return typeof content === 'object' && 'copyOf' in content
      ? { type: 'file', source: content.copyOf, ...header }
      : { type: 'content', content, ...header };
  });
  try {
    makeFolders(dirname(path));
    await pipeline(packTar(sources), createGzip(), createWriteStream(temporary), { signal });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw cannotWrite(path, error);
  }
}
