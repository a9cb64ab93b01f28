import { posix } from 'node:path';
import { importsOf, packageOf } from './imports.ts';
import type { Finding, Repo } from './repo.ts';
import { workspacesOf, type Workspace } from './workspaces.ts';

/** Tools that a package's scripts call. */
const TOOLS = new Set(['typescript', 'vitest']);

/**
 * package.json against imports: nothing undeclared, nothing unused, tests' packages under devDependencies; and
 * tsconfig.json references exactly our packages among the dependencies.
 */
export function declaredDependencies(repo: Repo): Finding[] {
  return workspacesOf(repo).flatMap((workspace) => [
    ...declarations(repo, workspace),
    ...references(workspace),
  ]);
}

function declarations(repo: Repo, { folder, manifest, sources, others }: Workspace): Finding[] {
  const findings: Finding[] = [];
  const file = `${folder}/package.json`;
  const runtime = new Set(Object.keys(manifest.dependencies ?? {}));
  const peers = new Set(Object.keys(manifest.peerDependencies ?? {}));
  const development = new Set(Object.keys(manifest.devDependencies ?? {}));
  const published = used(repo, sources, manifest.name);
  const unpublished = used(repo, others, manifest.name);
  // benchmarks and test run whole packages and the command, also those that they do not import.
  const runsAll = folder === 'benchmarks' || folder === 'test';

  for (const [name, place] of published.imported) {
    if (runtime.has(name) || peers.has(name)) continue;
    findings.push(`${place} imports ${name}: add it to dependencies of ${file}`);
  }
  for (const [name, place] of unpublished.imported) {
    if (runtime.has(name) || development.has(name)) continue;
    findings.push(`${place} imports ${name}: add it to devDependencies of ${file}`);
  }
  for (const name of runtime) {
    if (runsAll || published.mentions(name)) continue;
    const where = unpublished.mentions(name) ? 'only tests use: move it to devDependencies' : null;
    findings.push(`${file}: dependency ${name}, which ${where ?? 'nothing uses: remove it'}`);
  }
  for (const name of development) {
    const typed = name.replace(/^@types\//, '');
    if (TOOLS.has(name) || unpublished.mentions(typed) || published.mentions(typed)) continue;
    findings.push(`${file}: devDependency ${name}, which nothing uses: remove it`);
  }
  return findings;
}

function references({ folder, manifest, references: listed }: Workspace): Finding[] {
  if (!/^(?:packages|apps)\//.test(folder)) return [];
  const needed = Object.keys(manifest.dependencies ?? {})
    .filter((name) => name.startsWith('@sweepstake/'))
    .map((name) => posix.join('packages', name.slice('@sweepstake/'.length)));
  const file = `${folder}/tsconfig.json`;
  return [
    ...needed.filter((p) => !listed.includes(p)).map((p) => `${file}: needs a reference to ${p}`),
    ...listed.filter((p) => !needed.includes(p)).map((p) => `${file}: ${p} is no dependency`),
  ];
}

/** Packages imported by files, with the first place; and those named in a string, as `require.resolve` does. */
function used(
  repo: Repo,
  paths: readonly string[],
  self: string,
): { imported: Map<string, string>; mentions: (name: string) => boolean } {
  const imported = new Map<string, string>();
  for (const path of paths) {
    for (const { specifier, line } of importsOf(repo.text(path))) {
      const name = packageOf(specifier);
      if (name === null || name === self || imported.has(name)) continue;
      imported.set(name, `${path}:${line}`);
    }
  }
  const mentions = (name: string): boolean =>
    imported.has(name) ||
    paths.some((p) => [`'${name}'`, `'${name}/`].some((quoted) => repo.text(p).includes(quoted)));
  return { imported, mentions };
}
