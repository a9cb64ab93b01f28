import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportNote } from '@sweepstake/report';

/** What published results say of themselves: their README, then that of every folder, as people count. */
export function publishedNotes(results: string): ReportNote[] {
  return ['', ...foldersIn(results)].flatMap((name) => {
    const file = join(results, name, 'README.md');
    const markdown = textOf(file);
    return markdown === null ? [] : [{ file, markdown }];
  });
}

function foldersIn(parent: string): string[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((item) => item.isDirectory())
      .map(({ name }) => name)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    return [];
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
