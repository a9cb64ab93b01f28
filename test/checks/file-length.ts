import type { Finding, Repo } from './repo.ts';
import { isTest } from './workspaces.ts';

export const MOST_LINES = { source: 300, test: 400 } as const;

export interface FileLength {
  readonly path: string;
  readonly lines: number;
}

/** Lines of every hand-written source, the longest first. */
export function fileLengths(repo: Repo): FileLength[] {
  return repo.paths
    .filter((p) => /\.(?:ts|js|mjs|py)$/.test(p) && !p.endsWith('.generated.ts'))
    .map((path) => ({ path, lines: repo.text(path).split('\n').length - 1 }))
    .toSorted((a, b) => b.lines - a.lines);
}

/** Files that hold more than one thing to read at a time. */
export function fileLength(repo: Repo): Finding[] {
  return fileLengths(repo).flatMap(({ path, lines }) => {
    const most = isTest(path) || path.startsWith('test/') ? MOST_LINES.test : MOST_LINES.source;
    return lines > most ? [`${path} has ${lines} lines, at most ${most}: split it`] : [];
  });
}
