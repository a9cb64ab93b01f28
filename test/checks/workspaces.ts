import { posix } from 'node:path';
import type { Repo } from './repo.ts';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** A package of this repository. */
export interface Workspace {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Sources that users get. */
  readonly sources: readonly string[];
  /** Tests, their helpers, and scripts: nothing of it is published. */
  readonly others: readonly string[];
  /** Folders that tsconfig.json builds first. */
  readonly references: readonly string[];
}

const TEST = /\.(?:test|testing|fixture)\.ts$|\/(?:testing|fixtures)\//;

export const isTest = (path: string): boolean => TEST.test(path);

const isPublished = (path: string): boolean =>
  /^(?:packages|apps)\/[^/]+\/(?:src|bin)\//.test(path) && !isTest(path);

/** Every folder of packages/ and apps/, and benchmarks and test, that has a package.json. */
export function workspacesOf(repo: Repo): Workspace[] {
  const manifests = repo.paths.filter((p) =>
    /^(?:(?:packages|apps)\/[^/]+|benchmarks|test)\/package\.json$/.test(p),
  );
  return manifests.map((path) => {
    const folder = posix.dirname(path);
    const code = repo.paths.filter((p) => p.startsWith(`${folder}/`) && /\.(?:ts|js)$/.test(p));
    const config = repo.text(`${folder}/tsconfig.json`) || '{}';
    const { references = [] } = JSON.parse(config) as { references?: { path: string }[] };
    return {
      folder,
      manifest: JSON.parse(repo.text(path)) as Manifest,
      sources: code.filter(isPublished),
      others: code.filter((p) => !isPublished(p) && !p.includes('/assembly/')),
      references: references.map((r) => posix.join(folder, r.path)),
    };
  });
}
