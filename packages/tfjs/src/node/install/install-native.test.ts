import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { writeZip } from '../../testing/write-zip.ts';
import { locateTfjsNode } from '../locate-tfjs-node.ts';
import { probeNative } from '../probe-native.ts';
import { compileAddon } from './compile-addon.ts';
import { downloadWheel } from './find-wheel.ts';
import { installNative } from './install-native.ts';
import type { InstallOptions } from './install-native.ts';
import { partialFolder, sweepPartials } from './partial-folders.ts';
import { removeNative } from './remove-native.ts';
import type { Site } from './step.ts';
import { unpackWheel } from './unpack-wheel.ts';

const about = (tag: string): string => `Wheel-Version: 1.0\nTag: cp311-cp311-${tag}\n`;
const X64 = about('manylinux_2_27_x86_64');
const LIBRARIES = {
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'the framework',
};
const HEADER = { 'tensorflow/include/tensorflow/c/c_api.h': '// the interface\n' };
const INFO = 'tensorflow_cpu-2.21.0.dist-info/WHEEL';

/** No program is found in it. */
const NOWHERE = { PATH: '/nowhere', CXX: '' };

function place(): { readonly folder: string; readonly base: InstallOptions } {
  const folder = join(temporaryFolder(), 'native');
  const env = { ...NOWHERE, SWEEPSTAKE_NATIVE: folder };
  const environment = { env, platform: 'linux', arch: 'x64' };
  return { folder, base: { environment, date: new Date(0) } };
}

function wheelOf(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'tensorflow_cpu-2.21.0-cp311.whl');
  writeFileSync(path, content);
  return path;
}

const whole = writeZip({ ...LIBRARIES, ...HEADER, [INFO]: X64 });

test.each([
  ['text', 'not a wheel', 'it is no zip archive, or it is truncated'],
  [
    'a truncated one',
    whole.subarray(0, whole.length >> 1),
    'it is no zip archive, or it is truncated',
  ],
  ['another archive', writeZip({ 'a.txt': 'a' }), 'it is a zip archive, but no wheel'],
  [
    'one for another processor',
    writeZip({ ...LIBRARIES, ...HEADER, [INFO]: about('manylinux_2_27_aarch64') }),
    'it is for cp311-cp311-manylinux_2_27_aarch64, not for Linux x86_64',
  ],
  [
    'one for another system',
    writeZip({ ...LIBRARIES, ...HEADER, [INFO]: about('win_amd64') }),
    'it is for cp311-cp311-win_amd64, not for Linux x86_64',
  ],
  [
    'one of another package',
    writeZip({ 'numpy/__init__.py': '', [INFO]: X64 }),
    'it has no tensorflow/libtensorflow_cc.so.2',
  ],
  ['one without headers', writeZip({ ...LIBRARIES, [INFO]: X64 }), 'c/c_api.h'],
])('as a wheel, %s is refused before anything is downloaded', async (_, content, why) => {
  const { folder, base } = place();
  const lines: string[] = [];
  const tell = (line: string): void => void lines.push(line);
  const wheel = wheelOf(content);
  await expect(installNative({ ...base, wheel, tell })).rejects.toMatchObject({
    code: 'SWEEPSTAKE_TFJS_NATIVE_WHEEL',
    message: expect.stringContaining(why),
  });
  expect(lines).toEqual([]);
  expect(readdirSync(dirname(folder))).toEqual([]);
});

test.each([
  ['none.whl', 'no such file; check its path'],
  ['.', 'it is no file; name the .whl file itself'],
])('--wheel %s is refused', async (name, why) => {
  const { base } = place();
  const wheel = join(temporaryFolder(), name);
  await expect(installNative({ ...base, wheel })).rejects.toThrow(why);
});

test('a platform without the library is named, with those that have it', async () => {
  const { base } = place();
  const environment = { ...base.environment, platform: 'sunos', arch: 'sparc' };
  await expect(installNative({ ...base, environment })).rejects.toThrow(
    /^tfjs-node is not there for sunos sparc, only for linux x64, .*--backend engine or tfjs-wasm/,
  );
  const mac = { ...base.environment, platform: 'darwin', arch: 'arm64' };
  await expect(installNative({ ...base, environment: mac, from: 'wheel' })).rejects.toThrow(
    'a wheel is not there for darwin arm64, only for linux x64, linux arm64',
  );
});

test('without npm the step, the reason and the remedy are named, and nothing is left', async () => {
  const { folder, base } = place();
  await expect(installNative(base)).rejects.toMatchObject({
    code: 'SWEEPSTAKE_TFJS_NATIVE_STEP',
    message: 'packages: there is no npm; install npm, which comes with Node',
  });
  expect(readdirSync(dirname(folder))).toEqual([]);
});

test('a stop that was asked for leaves nothing', async () => {
  const { folder, base } = place();
  await expect(installNative({ ...base, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'SWEEPSTAKE_TFJS_NATIVE_STOPPED',
  });
  expect(readdirSync(dirname(folder))).toEqual([]);
});

test('a folder of somebody else is neither replaced nor removed, even by force', async () => {
  const { folder, base } = place();
  mkdirSync(folder);
  writeFileSync(join(folder, 'thesis.tex'), 'years of work');
  const message = expect.stringMatching(/holds 'thesis.tex', which is not of an installation/);
  await expect(installNative({ ...base, force: true })).rejects.toMatchObject({ message });
  expect(() => removeNative(base.environment)).toThrow(/SWEEPSTAKE_NATIVE to a folder of its own/);
  expect(existsSync(join(folder, 'thesis.tex'))).toBe(true);
});

test('a folder that is half there is said to be broken, and can be removed', async () => {
  const { folder, base } = place();
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  expect(await probeNative(base.environment)).toMatchObject({
    state: 'broken',
    reason: expect.stringContaining(`${folder} holds no finished installation`),
    remedy: 'sweepstake native install',
  });
  // The installation begins anew, as far as it gets here.
  await expect(installNative(base)).rejects.toThrow('there is no npm');
  expect(removeNative(base.environment)).toEqual({ folder, removed: true });
  expect(removeNative(base.environment)).toEqual({ folder, removed: false });
  expect(locateTfjsNode(base.environment).filter(({ origin }) => origin === 'folder')).toEqual([]);
});

test('a folder in a place where none can be made is named', async () => {
  const file = wheelOf('a file');
  const { base } = place();
  const env = { ...NOWHERE, SWEEPSTAKE_NATIVE: join(file, 'native') };
  await expect(
    installNative({ ...base, environment: { ...base.environment, env } }),
  ).rejects.toThrow(/native: a part of its path is a file; correct it, or set SWEEPSTAKE_NATIVE/);
});

test('a disk without room is named before anything is downloaded', async (context) => {
  const disk = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch {
    return context.skip('cannot mount a small file system here');
  }
  try {
    const { base } = place();
    const env = { ...NOWHERE, SWEEPSTAKE_NATIVE: join(disk, 'native') };
    await expect(
      installNative({ ...base, environment: { ...base.environment, env } }),
    ).rejects.toThrow(/^folder: .* needs 1.9 GB while it is made, and 0.0 GB are free there; free/);
    expect(readdirSync(disk)).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});

function site(): Site {
  const { base } = place();
  const folder = temporaryFolder();
  const path = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  mkdirSync(path, { recursive: true });
  return { folder, package: path, environment: base.environment, tell: () => {} };
}

test('headers and libraries of a wheel get to where the addon is linked', async () => {
  const { package: path, ...rest } = site();
  const sha256 = /^[0-9a-f]{64}$/;
  expect(await unpackWheel({ package: path, ...rest }, wheelOf(whole))).toEqual({
    file: 'tensorflow_cpu-2.21.0-cp311.whl',
    sha256: expect.stringMatching(sha256),
  });
  expect(readdirSync(join(path, 'deps/lib')).sort()).toEqual([
    'libtensorflow.so',
    'libtensorflow.so.2',
    'libtensorflow_cc.so.2',
    'libtensorflow_framework.so',
    'libtensorflow_framework.so.2',
  ]);
  expect(existsSync(join(path, 'deps/include/tensorflow/c/c_api.h'))).toBe(true);
});

test('a wheel whose names lead out of its folder is refused', async () => {
  const evil = writeZip({
    ...LIBRARIES,
    ...HEADER,
    [INFO]: X64,
    'tensorflow/include/../../../../evil.h': 'x',
  });
  await expect(unpackWheel(site(), wheelOf(evil))).rejects.toThrow(
    /cannot be used as a TensorFlow wheel: invalid relative path/,
  );
});

test('without pip the other way is named', async () => {
  await expect(downloadWheel(site())).rejects.toThrow(
    /^wheel: there is no Python with pip .*; install python3 and pip, or .* --wheel PATH$/,
  );
});

test('without a compiler the one to install is named', async () => {
  await expect(compileAddon(site())).rejects.toThrow(
    'addon: there is no C++ compiler (c++, g++, clang++); install one, as in: apt-get install g++',
  );
});

test('only what dead processes left beside the folder is swept', async () => {
  const { folder } = place();
  const child = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' });
  const dead = partialFolder(folder, Number(child));
  const alive = partialFolder(folder, process.ppid);
  const paths = [dead, `${dead}-old`, alive, `${folder}.partial-notes`];
  for (const path of paths) mkdirSync(path);
  sweepPartials(folder);
  expect(paths.map((path) => existsSync(path))).toEqual([false, false, true, true]);
});
