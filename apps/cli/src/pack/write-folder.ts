import { chmodSync, copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolders } from '@sweepstake/store';
import { cannotWrite } from '../errors.ts';
import type { PackedFile } from './packed-file.ts';

/** Writes files into a folder, which appears whole or not at all and replaces one of its name. Throws SWEEPSTAKE_CLI_CANNOT_WRITE. */
export function writeFolder(path: string, files: readonly PackedFile[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    for (const { path: inside, content, executable } of files) {
      const file = join(temporary, inside);
      makeFolders(dirname(file));
      if (typeof content === 'object' && 'copyOf' in content) copyFileSync(content.copyOf, file);
      else writeFileSync(file, content);
      chmodSync(file, executable === true ? 0o755 : 0o644);
    }
    rmSync(path, { recursive: true, force: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw cannotWrite(path, error);
  }
}
