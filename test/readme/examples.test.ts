import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { exampleOf } from './example.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the repository, so that the packages' names resolve; git does not see it.
const folder = mkdtempSync(join(root, 'test/readme/.run-'));
afterAll(() => rmSync(folder, { recursive: true }));

const readmes = ['README.md', ...globSync('packages/*/README.md', { cwd: root }).toSorted()];

/** What a module prints, run from the packages' sources as it stands. */
function run(name: string, code: string): string {
  const file = join(folder, `${name.replaceAll('/', '-')}.ts`);
  writeFileSync(file, code);
  return execFileSync(process.execPath, ['--conditions=@sweepstake/source', file], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('the example of every README prints what the README says', () => {
  test.each(readmes)('%s', (path) => {
    const example = exampleOf(readFileSync(join(root, path), 'utf8'));
    expect(example, 'a ts block followed by a text block').not.toBeNull();
    if (example === null) return;
    expect(run(path, example.code)).toBe(example.output);
    expect(example.code.trimEnd().split('\n').length, 'lines').toBeLessThanOrEqual(18);
  });
});

test('the example of the command prints what its README says', () => {
  const example = exampleOf(readFileSync(join(root, 'apps/cli/README.md'), 'utf8'), 'sh');
  const [, ...argv] = example?.code.trim().split(' ').slice(1) ?? [];
  const code = `import { main } from '../../../apps/cli/src/main.ts';\nawait main(${JSON.stringify(argv)});\n`;
  expect(run('cli', code)).toBe(example?.output);
});

test('the packages have a README each', () => {
  const packages = globSync('packages/*/package.json', { cwd: root });
  expect(readmes.length).toBe(packages.length + 1);
});

test('an example is the first ts block with its text block, and nothing else', () => {
  const markdown = '# a\n```sh\nx\n```\n```ts\none\n```\n\n```text\n1\n```\n```ts\ntwo\n```\n';
  expect(exampleOf(markdown)).toEqual({ code: 'one\n', output: '1\n' });
  expect(exampleOf('```ts\none\n```\nand then\n\n```text\n1\n```\n')).toBeNull();
});
