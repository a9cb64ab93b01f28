import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportNote } from '@sweepstake/report';

/** What `results` says of itself in words: `<folder>/README.md` of every folder, in the order of their names. */
export function publishedNotes(results: string): ReportNote[] {
  return foldersIn(results).flatMap((name) => {
    const file = join(results, name, 'README.md');
    const markdown = textOf(file);
    return markdown === null ? [] : [{ file, markdown }];
  });
}

/** Folders of a folder, sorted as people count; none where it does not exist. */
export function foldersIn(parent: string): string[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((item) => item.isDirectory())
      .map(({ name }) => name)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    return [];
  }
}

/** null where there is no such file. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
