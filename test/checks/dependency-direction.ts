import { importsOf, packageOf } from './imports.ts';
import type { Finding, Repo } from './repo.ts';
import { workspacesOf } from './workspaces.ts';

function words(text: string): string[] {
  return text.split(' ');
}

/** Which of our packages each may import. Arrows point one way: upwards in this list. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  graph: [],
  random: [],
  safetensors: [],
  store: [],
  pool: [],
  cluster: [],
  aggregate: [],
  models: ['graph', 'random'],
  datasets: ['random'],
  lottery: ['graph'],
  analyses: ['graph', 'lottery'],
  training: ['graph', 'random'],
  engine: words('graph random training'),
  'tfjs-kernels': [],
  tfjs: words('graph random lottery training tfjs-kernels'),
  figures: ['aggregate'],
  claims: ['aggregate'],
  report: ['aggregate'],
  stages: words('graph models random datasets safetensors lottery training store engine tfjs'),
  experiments: words('graph models datasets lottery training stages'),
};

/** What tests may import besides. */
export const TESTS_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lottery: ['random'],
  analyses: ['models', 'random'],
  experiments: ['random', 'store'],
  tfjs: ['models'],
};

/** Packages that carry out trainings: none of our libraries imports one of them and the pool. */
export const BACKENDS: readonly string[] = ['engine', 'tfjs'];

const SCOPE = '@sweepstake/';

/** Imports between packages, against the table. The command and the workspaces around it may import all. */
export function dependencyDirection(repo: Repo): Finding[] {
  const findings: Finding[] = [];
  for (const { folder, sources, others } of workspacesOf(repo)) {
    if (!folder.startsWith('packages/')) continue;
    const self = folder.slice('packages/'.length);
    const may = MAY_IMPORT[self];
    if (may === undefined) {
      findings.push(`${folder}: not in the table of test/checks/dependency-direction.ts: add it`);
      continue;
    }
    const inTests = [...may, ...(TESTS_MAY_IMPORT[self] ?? []), self];
    const imported = new Set<string>();
    for (const [paths, allowed] of [
      [sources, may],
      [others, inTests],
    ] as const) {
      for (const path of paths) {
        for (const { specifier, line } of importsOf(repo.text(path))) {
          if (specifier.startsWith('.') && !inside(path, specifier, folder)) {
            findings.push(`${path}:${line} reaches out of its package: '${specifier}'`);
          }
          const name = packageOf(specifier);
          if (name === 'sweepstake') findings.push(`${path}:${line} a library imports the command`);
          if (!name?.startsWith(SCOPE)) continue;
          const other = name.slice(SCOPE.length);
          imported.add(other);
          if (allowed.includes(other)) continue;
          findings.push(`${path}:${line} ${self} may not import ${other} (${allowed.join(', ')})`);
        }
      }
    }
    const backend = BACKENDS.find((name) => imported.has(name));
    if (backend !== undefined && imported.has('pool')) {
      findings.push(`${folder}: imports both a backend (${backend}) and the pool`);
    }
  }
  return findings;
}

function inside(path: string, specifier: string, folder: string): boolean {
  const { pathname } = new URL(specifier, `file:///${path}`);
  return pathname.startsWith(`/${folder}/`);
}
