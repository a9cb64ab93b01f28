import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeFolder, writing } from './durable.ts';
import type { Paths } from './paths.ts';
import { temporary } from './temporaries.ts';

/** Moves a damaged file to where nothing reads it; returns its new path. Throws where it is not there. */
export function putAside(paths: Paths, file: string, purpose: string): string {
  return writing(paths.root, `what is put aside of ${basename(file)}`, () => {
    makeFolder(paths.damaged);
    const aside = join(paths.damaged, basename(temporary(paths.tmp, purpose)));
    renameSync(file, aside);
    return aside;
  });
}
