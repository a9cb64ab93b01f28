import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { lineThatSaysWhy, runTool } from './run-tool.ts';

const cwd = temporaryFolder();
const node = (script: string, more: object = {}) =>
  runTool({ command: process.execPath, args: ['-e', script], cwd, patience: 60_000, ...more });

test('what a program prints is kept, and its environment is the one given', async () => {
  const env = { SWEEPSTAKE_TEST: 'set' };
  const script = 'console.log(process.env.SWEEPSTAKE_TEST); console.error("beside")';
  expect(await node(script, { env })).toEqual({
    succeeded: true,
    exists: true,
    output: expect.stringMatching(/^(set\nbeside|beside\nset)\n$/),
    why: '',
  });
});

test('of a failure the line of the error is quoted, else the last line, else the status', async () => {
  const throwing = await node('console.log("first"); throw new TypeError("no luck")');
  expect(throwing).toMatchObject({ succeeded: false, exists: true, why: 'TypeError: no luck' });
  expect((await node('console.log("so it is"); process.exit(3)')).why).toBe('so it is');
  expect((await node('process.exit(3)')).why).toMatch(/ended with status 3$/);
  expect(lineThatSaysWhy('a\nx.cc:3: fatal error: c_api.h: No such file\nb')).toContain('c_api.h');
});

test('a program that is not there is told from one that fails', async () => {
  const end = await runTool({ command: 'no-such-tool', args: [], cwd, patience: 1000 });
  expect(end).toMatchObject({ succeeded: false, exists: false, why: 'there is no no-such-tool' });
});

// The children write their numbers and wait for ever; the pipes close only when both are gone.
const FAMILY = `
  const { spawn } = require('node:child_process');
  const { writeFileSync } = require('node:fs');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
  writeFileSync('started', String(child.pid));
  setInterval(() => {}, 1e6);`;

test('one that takes too long is ended with everything that it started', async () => {
  const end = await node(FAMILY, { patience: 1500 });
  expect(end).toMatchObject({ succeeded: false, why: expect.stringMatching(/within 2 seconds$/) });
  expect(Number(readFileSync(join(cwd, 'started'), 'utf8'))).toBeGreaterThan(0);
});

test('an aborted signal ends it, and the rest is not begun', async () => {
  const controller = new AbortController();
  const running = node(FAMILY, { signal: controller.signal });
  controller.abort();
  const code = 'SWEEPSTAKE_TFJS_NATIVE_STOPPED';
  await expect(running).rejects.toMatchObject({ code });
  await expect(node('', { signal: controller.signal })).rejects.toMatchObject({ code });
});
