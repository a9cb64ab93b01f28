import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the checks look at: the files that are or would be committed, by path from the root with `/`. */
export interface Repo {
  readonly paths: readonly string[];
  /** A file's text; files that hold a zero byte count as empty. */
  text(path: string): string;
}

/** A place that is wrong, and the remedy: `path:line what`. */
export type Finding = string;

/** A repository from texts by path, for tests. */
export function repoOf(files: Readonly<Record<string, string>>): Repo {
  return { paths: Object.keys(files).toSorted(), text: (path) => files[path] ?? '' };
}

/** The work tree of a git repository: tracked files, and new ones that are not ignored. */
export function readRepo(root: string): Repo {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const paths = [...new Set(listed.split('\0'))].filter((p) => p && existsSync(join(root, p)));
  const known = new Map<string, string>();
  return {
    paths: paths.toSorted(),
    text(path) {
      const seen = known.get(path);
      if (seen !== undefined) return seen;
      const bytes = readFileSync(join(root, path));
      const text = bytes.includes(0) ? '' : bytes.toString('utf8');
      known.set(path, text);
      return text;
    },
  };
}

/** Line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
