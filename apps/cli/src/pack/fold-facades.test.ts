import { expect, test } from 'vitest';
import { foldFacades } from './fold-facades.ts';

const facade =
  'import { a as run, b as init_run } from "./shared.js";\ninit_run();\nexport { run };\n';
const evaluate = async (code: string): Promise<unknown> =>
  (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as unknown;

test('a dynamic import of a script of three lines goes to the shared script', async () => {
  const main = 'export const run = async () => (await import("./run.js")).run();';
  const folded = foldFacades(
    new Map([
      ['main.js', main],
      ['run.js', facade],
    ]),
  );
  expect([...folded.keys()]).toEqual(['main.js']);
  // The shared script as the bundler writes it: what it exports is there once it was started.
  const shared = 'let f; export const b = () => { f = () => 42 }; export { f as a };';
  const code = folded.get('main.js')!;
  const url = `data:text/javascript,${encodeURIComponent(shared)}`;
  const { run } = (await evaluate(code.replace('./shared.js', url))) as { run(): Promise<number> };
  expect(await run()).toBe(42);
});

test('a script stays that is imported statically too, does more, or that nobody imports', () => {
  const both = 'import "./run.js";\nimport("./run.js");';
  const more = 'import { a } from "./shared.js";\nconsole.log(a);\nexport { a };\n';
  const cases = [
    new Map([
      ['main.js', both],
      ['run.js', facade],
    ]),
    new Map([
      ['main.js', 'import("./run.js");'],
      ['run.js', more],
    ]),
    new Map([
      ['main.js', ''],
      ['run.js', facade],
    ]),
  ];
  for (const scripts of cases) expect(foldFacades(scripts)).toEqual(scripts);
});
