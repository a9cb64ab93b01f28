import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { blank } from './blank.ts';
import { corePurity } from './core-purity.ts';
import { declaredDependencies } from './declared-dependencies.ts';
import { dependencyDirection, MAY_IMPORT } from './dependency-direction.ts';
import { fileLength } from './file-length.ts';
import { foreignPlaces } from './foreign-places.ts';
import { importStyle } from './import-style.ts';
import { importsOf } from './imports.ts';
import { oneVersion } from './one-version.ts';
import { readRepo, repoOf } from './repo.ts';

const manifest = (fields: object): string => JSON.stringify({ name: 'self', ...fields });

describe('reading sources', () => {
  test('blanking keeps length, lines and code, and erases comments, strings and patterns', () => {
    const source =
      "const a = /'[/]/.test(b); // Date\nf('Date', `x ${Date.now() /* y */} **`) / 2;\n";
    const code = blank(source);
    expect(code).toBe(
      "const a = /    /.test(b);        \nf('    ', `  ${Date.now()        }   `) / 2;\n",
    );
  });

  test('a template inside a template continues where it stopped', () => {
    expect(blank('`a${`b${c}d`}e` + f')).toBe('` ${` ${c} `} ` + f');
  });

  test('imports are found in every form, and not in comments or strings', () => {
    const source = [
      "import a from './a.ts';",
      "import type { B } from 'b';",
      "import 'c';",
      "export { d } from 'd/e';",
      "const f = await import('f');",
      "type G = import('g').G;",
      "import {\n  h,\n} from 'h';",
      "// import 'i';",
      'const j = "import \'j\'";',
    ].join('\n');
    const found = importsOf(source);
    expect(found.map((i) => i.specifier)).toEqual(['./a.ts', 'b', 'c', 'd/e', 'f', 'g', 'h']);
    expect(found.map((i) => i.line)).toEqual([1, 2, 3, 4, 5, 6, 9]);
  });
});

describe('direction of dependencies', () => {
  const packageWith = (name: string, source: string, file = 'index.ts') =>
    repoOf({
      [`packages/${name}/package.json`]: manifest({}),
      [`packages/${name}/src/${file}`]: source,
    });

  test('the table has no cycle: every row names only rows above it', () => {
    const rows = Object.keys(MAY_IMPORT);
    for (const [name, others] of Object.entries(MAY_IMPORT)) {
      for (const other of others) expect(rows.indexOf(other)).toBeLessThan(rows.indexOf(name));
    }
  });

  test.each([
    ['static', "import { a } from '@sweepstake/pool';"],
    ['type', "import type { A } from '@sweepstake/pool';"],
    ['dynamic', "await import('@sweepstake/pool');"],
    ['of a part of it', "import '@sweepstake/pool/worker';"],
  ])('an import against the arrows is found: %s', (_, source) => {
    expect(dependencyDirection(packageWith('graph', source))).toEqual([
      'packages/graph/src/index.ts:1 graph may not import pool ()',
    ]);
  });

  test('what only tests may import is refused in sources', () => {
    const source = "import { Stream } from '@sweepstake/random';";
    expect(dependencyDirection(packageWith('lottery', source, 'x.test.ts'))).toEqual([]);
    expect(dependencyDirection(packageWith('lottery', source))).toHaveLength(1);
  });

  test('the command, other folders and unknown packages are refused', () => {
    expect(dependencyDirection(packageWith('graph', "import 'sweepstake';"))).toHaveLength(1);
    expect(dependencyDirection(packageWith('graph', "import '../../models/src/a.ts';"))).toEqual([
      "packages/graph/src/index.ts:1 reaches out of its package: '../../models/src/a.ts'",
    ]);
    expect(dependencyDirection(packageWith('new', ''))).toHaveLength(1);
  });

  test('a backend and the pool in one package are found', () => {
    const source = "import '@sweepstake/engine';\nimport '@sweepstake/pool';";
    expect(dependencyDirection(packageWith('stages', source))).toContain(
      'packages/stages: imports both a backend (engine) and the pool',
    );
  });
});

describe('declared dependencies', () => {
  const findings = (fields: object, files: Record<string, string>, references: string[] = []) =>
    declaredDependencies(
      repoOf({
        'packages/a/package.json': manifest(fields),
        'packages/a/tsconfig.json': JSON.stringify({
          references: references.map((path) => ({ path })),
        }),
        ...files,
      }),
    );

  test('undeclared, unused and misplaced ones are found', () => {
    const source = {
      'packages/a/src/a.ts': "import 'x';",
      'packages/a/src/a.test.ts': "import 'y';",
    };
    expect(findings({}, source)).toEqual([
      'packages/a/src/a.ts:1 imports x: add it to dependencies of packages/a/package.json',
      'packages/a/src/a.test.ts:1 imports y: add it to devDependencies of packages/a/package.json',
    ]);
    expect(findings({ dependencies: { x: '1.0.0', y: '1.0.0', z: '1.0.0' } }, source)).toEqual([
      'packages/a/package.json: dependency y, which only tests use: move it to devDependencies',
      'packages/a/package.json: dependency z, which nothing uses: remove it',
    ]);
  });

  test('a package that is only resolved, not imported, counts as used', () => {
    const source = { 'packages/a/src/a.ts': "require.resolve('fonts/a.ttf');" };
    expect(findings({ dependencies: { fonts: '1.0.0' } }, source)).toEqual([]);
  });

  test('references are our dependencies, no more and no fewer', () => {
    const source = { 'packages/a/src/a.ts': "import '@sweepstake/b';" };
    const fields = { dependencies: { '@sweepstake/b': '0.1.0' } };
    expect(findings(fields, source, ['../b'])).toEqual([]);
    expect(findings(fields, source, ['../c'])).toEqual([
      'packages/a/tsconfig.json: needs a reference to packages/b',
      'packages/a/tsconfig.json: packages/c is no dependency',
    ]);
  });
});

describe('core packages', () => {
  const findings = (source: string, path = 'packages/graph/src/a.ts') =>
    corePurity(repoOf({ [path]: source }));

  test.each([
    ['Math.exp(x)'],
    ['const { exp } = Math;'],
    ["Math['exp'](x)"],
    ['Mathf.exp(x)'],
    ['x ** 2'],
    ['x **= 2'],
    ['Math.random()'],
    ['new Date()'],
    ['performance.now()'],
    ['process.env'],
    ["import { readFileSync } from 'node:fs';"],
  ])('%s is found', (source) => {
    expect(findings(source)).toHaveLength(1);
    expect(findings(source, 'packages/engine/assembly/a.ts')).toHaveLength(1);
  });

  test('allowed functions, comments, strings, properties and tests are left alone', () => {
    const source =
      "/** x ** 2, Math.exp */ const a = Math.max(1, Math.sqrt(2)) + b.process + 'new Date';";
    expect(findings(source)).toEqual([]);
    expect(findings('Math.exp(x)', 'packages/graph/src/a.test.ts')).toEqual([]);
    expect(findings('Math.exp(x)', 'packages/store/src/a.ts')).toEqual([]);
    expect(findings("import 'node:fs'", 'packages/datasets/src/node/a.ts')).toEqual([]);
    expect(findings("import 'node:fs'", 'packages/datasets/src/a.ts')).toHaveLength(1);
  });
});

describe('style and places', () => {
  test('relative imports without an extension and unnamed exports are found', () => {
    const repo = repoOf({
      'packages/a/src/index.ts': "export * from './a.ts';\nexport type { B } from './b';",
    });
    expect(importStyle(repo)).toHaveLength(2);
  });

  test('long files are found, generated ones not, and tests may be longer', () => {
    const lines = (n: number): string => 'x\n'.repeat(n);
    const repo = repoOf({
      'packages/a/src/a.ts': lines(301),
      'packages/a/src/b.ts': lines(300),
      'packages/a/src/a.test.ts': lines(400),
      'packages/a/src/b.test.ts': lines(401),
      'packages/a/src/a.generated.ts': lines(999),
    });
    expect(fileLength(repo).map((f) => f.split(' ')[0])).toEqual([
      'packages/a/src/b.test.ts',
      'packages/a/src/a.ts',
    ]);
  });

  test('paths of one machine and registries are found', () => {
    const folder = ['', 'root', 'someone', 'runs'].join('/');
    expect(foreignPlaces(repoOf({ 'a.md': `see ${folder}` }))).toHaveLength(1);
    expect(foreignPlaces(repoOf({ 'a.md': 'one.two.test' }), ['one.two.test'])).toHaveLength(1);
    const resolved = (where: string): string => `"resolved": "${where}"`;
    expect(foreignPlaces(repoOf({ 'package-lock.json': resolved('packages/a') }))).toEqual([]);
    expect(
      foreignPlaces(repoOf({ 'package-lock.json': resolved('https://a.b/c.tgz') })),
    ).toHaveLength(1);
  });

  test('two versions of a dependency, and ranges, are found', () => {
    const asking = (a: string, b: string) =>
      repoOf({
        'package.json': JSON.stringify({ dependencies: { x: a } }),
        'packages/a/package.json': JSON.stringify({ devDependencies: { x: b } }),
      });
    expect(oneVersion(asking('1.0.0', '1.0.0'))).toEqual([]);
    expect(oneVersion(asking('1.0.0', '1.0.1'))).toEqual([
      'x is asked for as 1.0.0 in package.json and 1.0.1 in packages/a/package.json: choose one',
    ]);
    expect(oneVersion(asking('^1.0.0', '^1.0.0'))).toHaveLength(1);
  });

  test('the work tree is read as git sees it', () => {
    const repo = readRepo(fileURLToPath(new URL('../..', import.meta.url)));
    expect(repo.paths).toContain('test/checks/repo.ts');
    expect(repo.paths.some((p) => p.startsWith('node_modules/'))).toBe(false);
    expect(repo.text('packages/graph/package.json')).toContain('@sweepstake/graph');
  });
});
