import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPlaces } from '@sweepstake/datasets/node';
import { nativeFolder } from '@sweepstake/tfjs/node';
import { expect, test } from 'vitest';
import { command, start, testFolder } from './testing/command.ts';

const NONE = { SWEEPSTAKE_NATIVE: '' };
/** Where this machine has tfjs-node, if it has it. */
const HERE = { SWEEPSTAKE_NATIVE: nativeFolder({ env: process.env }) };

test.each([
  [{}, 'linux'],
  [{}, 'darwin'],
  [{ LOCALAPPDATA: '/local' }, 'win32'],
  [{}, 'win32'],
  [{ XDG_CACHE_HOME: '/xdg' }, 'linux'],
  [{ XDG_CACHE_HOME: '/xdg' }, 'darwin'],
  [{ SWEEPSTAKE_CACHE: '/cache', XDG_CACHE_HOME: '/xdg' }, 'linux'],
])('with %j on %s tfjs-node is kept where data sets are', (env, platform) => {
  const environment = { env, platform, arch: 'x64', home: '/home/ada' };
  const { cache } = findPlaces(environment);
  expect(nativeFolder(environment)).toBe(join(cache, `native/tfjs-node-4.22.0-${platform}-x64`));
});

test.concurrent('where it is missing, status and doctor say what to type, and doctor succeeds', async () => {
  const folder = testFolder();
  const [status, doctor] = await Promise.all([
    command(folder, ['native', 'status'], NONE),
    command(folder, ['doctor'], NONE),
  ]);
  expect(status.status).toBe(1);
  const missing = /tfjs-node is not installed: .*tfjs-node-4.22.0-\S+ does not exist/;
  expect(status.stdout).toMatch(missing);
  expect(status.stdout).toMatch(/^type: (npx )?sweepstake native install$/m);
  expect(doctor.status, doctor.stderr).toBe(0);
  expect(doctor.stdout).toMatch(missing);
  expect(doctor.stdout).toMatch(/^tfjs-node, .*sweepstake native install installs it$/m);
});

test.concurrent('a folder that is half there is reported by doctor, and removed', async () => {
  const folder = testFolder();
  const native = join(folder, 'native');
  mkdirSync(join(native, 'node_modules'), { recursive: true });
  const env = { SWEEPSTAKE_NATIVE: native };
  const doctor = await command(folder, ['doctor', '--json'], env);
  expect(JSON.parse(doctor.stdout)).toMatchObject({
    native: { state: 'broken', reason: expect.stringContaining('holds no finished installation') },
  });
  const removed = await command(folder, ['native', 'remove'], env);
  expect(removed).toMatchObject({ status: 0, stdout: `removed ${native}\n` });
  expect(existsSync(native)).toBe(false);
  expect((await command(folder, ['native', 'remove'], env)).stdout).toMatch(/does not exist\n$/);
});

test.concurrent.each([
  ['--from pip', /--from is "pip"; give npm or wheel/],
  ['--from npm --wheel a.whl', /--from is "npm"; give wheel, or leave it out, with --wheel/],
  ['--wheel none.whl', /none.whl cannot be used as a TensorFlow wheel: no such file; check its/],
  [
    '--wheel fake.whl',
    /fake.whl cannot be used as a TensorFlow wheel: it is no zip archive, or it is truncated; give/,
  ],
])('native install %s is refused in one line, and nothing is made', async (line, message) => {
  const folder = testFolder();
  writeFileSync(join(folder, 'fake.whl'), 'not a wheel');
  const { status, stderr } = await command(folder, ['native', 'install', ...line.split(' ')], NONE);
  expect(stderr).toMatch(/^sweepstake: [^\n]*\n$/);
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
  expect(readdirSync(folder)).toEqual(['fake.whl']);
});

test.concurrent('without npm the step that failed is named, and the exit status is 1', async () => {
  const folder = testFolder();
  const env = { ...NONE, PATH: folder, npm_execpath: '' };
  const { status, stderr } = await command(folder, ['native', 'install'], env);
  expect(stderr).toBe(
    'sweepstake: packages: there is no npm; install npm, which comes with Node\n',
  );
  expect(status).toBe(1);
  expect(readdirSync(join(folder, 'cache/native'))).toEqual([]);
});

test.concurrent('an interrupted installation leaves nothing, and says so', async () => {
  const folder = testFolder();
  // An npm that never ends.
  const npm = join(folder, 'npm-cli.js');
  writeFileSync(npm, 'setInterval(() => {}, 1e6)');
  const { child, ended, printed } = start(folder, ['native', 'install'], {
    ...NONE,
    npm_execpath: npm,
  });
  await printed(/packages: npm install/);
  child.kill('SIGINT');
  const { status, stderr } = await ended;
  expect(status).toBe(130);
  expect(stderr).toMatch(/stopped as asked; nothing was installed/);
  expect(readdirSync(join(folder, 'cache/native'))).toEqual([]);
});

test.concurrent('where it is installed it works, and a second installation has nothing to do', async (context) => {
  if (!existsSync(HERE.SWEEPSTAKE_NATIVE)) {
    const why = `${HERE.SWEEPSTAKE_NATIVE} does not exist; type: npx sweepstake native install`;
    if (process.env['CI'] === 'true') throw new Error(why);
    return context.skip(why);
  }
  const folder = testFolder();
  const status = await command(folder, ['native', 'status', '--json'], HERE);
  expect(status.status, status.stdout).toBe(0);
  expect(JSON.parse(status.stdout)).toMatchObject({ state: 'ready', remedy: null });
  const again = await command(folder, ['native', 'install'], HERE);
  expect(again.stdout).toMatch(/tfjs-node 4.22.0 \(TensorFlow .*\) was there already, and works/);
  const doctor = await command(folder, ['doctor'], HERE);
  expect(doctor.stdout).toMatch(/^backend +tfjs-node 4.22.0 works \(TensorFlow \d/m);
});
