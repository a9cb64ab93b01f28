import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cannotWrite } from './errors.ts';

/** Writes a file whole or not at all, and makes its folder. */
export function writeFile(path: string, content: string | Uint8Array | Iterable<string>): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array)
      writeFileSync(temporary, content);
    else writeFileSync(temporary, [...content].join(''));
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw cannotWrite(path, error);
  }
}
