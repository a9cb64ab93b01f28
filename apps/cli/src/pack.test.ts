import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Ended } from './testing/command.ts';
import { command, testFolder } from './testing/command.ts';

const NAME = 'sweepstake-0.1.0-';
const SMOKE = ['run', 'figure-3', '--preset', 'tiny', '--dataset', 'strokes', '--workers', '2'];
const SMALL = ['--trials', '1', '--set', 'iterations=3'];

let root: string;
let archive: string;
/** The only programs that the launcher may find. */
let programs: string;

beforeAll(async () => {
  const folder = testFolder();
  const { status, stdout, stderr } = await command(folder, ['pack', '--json']);
  expect(status, stderr).toBe(0);
  const { out, files } = JSON.parse(stdout) as { out: string; files: number };
  archive = join(folder, out);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  root = join(folder, out.replace('.tar.gz', ''));
  expect(out).toBe(`${NAME}${process.platform}-${process.arch}.tar.gz`);
  expect(filesBelow(root)).toHaveLength(files);
  programs = join(folder, 'programs');
  mkdirSync(programs);
  for (const program of ['dirname', 'readlink']) {
    const path = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    symlinkSync(path, join(programs, program));
  }
}, 120_000);

/** Paths of all files, sorted, with `/`. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();

const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

/** Every file below a folder and the hash of its bytes. */
const bytesBelow = (folder: string): Map<string, string> =>
  new Map(filesBelow(folder).map((path) => [path, sha256(join(folder, path))]));

/** The unpacked command, called in a folder without node, npm or any variable of this process. */
function packed(cwd: string, args: readonly string[], launcher?: string): Promise<Ended> {
  const env = { PATH: programs, HOME: cwd, SWEEPSTAKE_CACHE: join(cwd, 'cache') };
  const child = spawn(launcher ?? join(root, 'sweepstake'), args, { cwd, env });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (text[stream] += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...text }));
  });
}

/** The same run by both, each in an empty folder; their stages must be the same bytes. */
async function runByBoth(args: readonly string[]): Promise<{ ours: string; theirs: string }> {
  const [ours, theirs] = [testFolder(), testFolder()];
  const checkout = await command(ours, [...args, '--runs', 'r', '--tables', 't']);
  expect(checkout.status, checkout.stderr).toBe(0);
  const unpacked = await packed(theirs, [...args, '--runs', 'r', '--tables', 't']);
  expect(unpacked.status, unpacked.stdout + unpacked.stderr).toBe(0);
  const stages = bytesBelow(join(ours, 'r', 'stages'));
  expect(stages.size).toBeGreaterThan(0);
  expect(bytesBelow(join(theirs, 'r', 'stages'))).toEqual(stages);
  expect(bytesBelow(join(theirs, 't'))).toEqual(bytesBelow(join(ours, 't')));
  return { ours, theirs };
}

test('the archive has fewer than 50 files, none of them under node_modules', () => {
  const files = filesBelow(root);
  expect(files.length, files.join('\n')).toBeLessThan(50);
  expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
  // Scripts of threads and processes, which no import names.
  const started = ['worker', 'piscina-worker', 'helper-thread', 'process-main', 'stop-watcher'];
  expect(files).toEqual(expect.arrayContaining(started.map((name) => `lib/${name}.js`)));
  const scripts = files.filter((file) => file.endsWith('.js'));
  const places = scripts.filter((file) =>
    readFileSync(join(root, file), 'utf8').includes(process.cwd()),
  );
  expect(places).toEqual([]);
  expect(readFileSync(join(root, 'LICENSES.txt'), 'utf8')).toMatch(/^piscina [\d.]+ \(MIT\)$/m);
});

test('packing twice gives the same bytes', async () => {
  const folder = testFolder();
  const { status, stderr } = await command(folder, ['pack', '--out', 'again.tar.gz']);
  expect(status, stderr).toBe(0);
  expect(readFileSync(join(folder, 'again.tar.gz')).equals(readFileSync(archive))).toBe(true);
});

test('without node or npm, two workers give the bytes of the checkout, and both draw the same figure', async () => {
  const { ours, theirs } = await runByBoth(SMOKE);
  const figure = ['figure', 'figure-3', '--preset', 'tiny', '--runs', 'r', '--figures', 'f'];
  for (const ended of [await command(ours, figure), await packed(theirs, figure)])
    expect(ended.status, ended.stderr).toBe(0);
  const drawn = bytesBelow(join(theirs, 'f'));
  expect([...drawn.keys()]).toEqual(
    expect.arrayContaining(['svg', 'png'].map((kind) => `figure-3-tiny.${kind}`)),
  );
  expect(drawn).toEqual(bytesBelow(join(ours, 'f')));
});

test('helper threads and the backend tfjs-wasm come along', async () => {
  await runByBoth([
    'run',
    'conv-2',
    '--preset',
    'smoke',
    ...SMALL,
    '--workers',
    '1',
    '--threads',
    '2',
  ]);
  await runByBoth(['run', 'figure-3', '--preset', 'tiny', ...SMALL, '--backend', 'tfjs-wasm']);
});

test('a relative link to the launcher works from any folder', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'bin'));
  symlinkSync(root, join(folder, 'here'));
  symlinkSync('../here/sweepstake', join(folder, 'bin', 'sweep'));
  const { status, stdout, stderr } = await packed('/', ['--version'], join(folder, 'bin', 'sweep'));
  expect(status, stderr).toBe(0);
  expect(stdout).toBe('0.1.0\n');
});

test('an archive packs nothing, and says that its folder can be copied', async () => {
  const { status, stderr } = await packed(testFolder(), ['pack']);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^sweepstake: cannot pack: .* in an unpacked archive, copy its folder as it is; .*\n$/,
  );
});

test('what is there is replaced with --force only, and only where pack wrote it', async () => {
  const folder = testFolder();
  const pack = (...args: string[]): Promise<Ended> =>
    command(folder, ['pack', '--out', 'p', ...args]);
  mkdirSync(join(folder, 'p'));
  expect(await pack()).toMatchObject({ status: 0 });
  expect(filesBelow(join(folder, 'p'))).toEqual(filesBelow(root));
  expect(await pack()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('add --force') as string,
  });
  writeFileSync(join(folder, 'p', 'old'), '');
  expect(await pack('--force')).toMatchObject({ status: 0 });
  expect(filesBelow(join(folder, 'p'))).toEqual(filesBelow(root));
  const other = await command(folder, ['pack', '--out', '.', '--force']);
  expect(other).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('nothing that pack wrote') as string,
  });
});

test('the recipes of images are for the archive as it is named', () => {
  const recipe = (name: string): string =>
    readFileSync(new URL(`../../../packaging/${name}`, import.meta.url), 'utf8');
  expect(recipe('sweepstake.def')).toContain(`archive=${NAME}linux-x64.tar.gz`);
  expect(recipe('Dockerfile')).toContain('ARG ARCHIVE=sweepstake-*-linux-*.tar.gz');
});
