import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where runs are kept unless `--runs` says otherwise. */
export const RUNS = 'runs';

/** Folders of a folder, sorted; none where it does not exist. */
export function foldersIn(parent: string): string[] {
  try {
    const found = readdirSync(parent, { withFileTypes: true }).filter((item) => item.isDirectory());
    return found.map(({ name }) => join(parent, name)).sort();
  } catch {
    return [];
  }
}
