import { existsSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stepFailed, stopped, unsupportedPlatform } from '../errors.ts';
import { locateTfjsNode } from '../locate-tfjs-node.ts';
import { nativeFolder, TFJS_NODE } from '../native-folder.ts';
import type { NativeEnvironment } from '../native-folder.ts';
import { readManifest, writeManifest } from '../native-manifest.ts';
import type { NativeManifest } from '../native-manifest.ts';
import { tryTfjsNode } from '../try-tfjs-node.ts';
import { compileAddon } from './compile-addon.ts';
import { downloadWheel, givenWheel } from './find-wheel.ts';
import { installPackages, runInstallScript } from './install-packages.ts';
import { partialFolder, refuseForeign, sweepPartials } from './partial-folders.ts';
import type { Site } from './step.ts';
import { checkWheel, unpackWheel } from './unpack-wheel.ts';
import type { Wheel } from './unpack-wheel.ts';

/** How to install; a `wheel` means `from: 'wheel'`. */
export interface InstallOptions {
  readonly environment: NativeEnvironment;
  /** Default: npm, and a wheel where that does not succeed. */
  readonly from?: 'npm' | 'wheel' | undefined;
  /** Path of a TensorFlow wheel; default: pip downloads one. */
  readonly wheel?: string | undefined;
  /** Installs anew what works already. */
  readonly force?: boolean | undefined;
  /** Told what is done, one line each. */
  readonly tell?: ((line: string) => void) | undefined;
  /** Aborting it ends what is running and keeps nothing. */
  readonly signal?: AbortSignal | undefined;
  /** Written into the manifest. */
  readonly date: Date;
}

export interface InstallReport {
  readonly folder: string;
  readonly manifest: NativeManifest;
  /** True where it was there and works, and nothing was done. */
  readonly already: boolean;
}

/** Platforms that tfjs-node downloads for, and those that TensorFlow wheels have libraries for. */
const NPM = ['linux x64', 'linux arm64', 'darwin x64', 'darwin arm64', 'win32 x64'];
const WHEEL = ['linux x64', 'linux arm64'];
/** Bytes while it is built: 300 MB of packages, 270 of the wheel, 860 of libraries, 270 of headers. */
const SPACE = 1.9e9;

/**
 * Installs tfjs-node into `nativeFolder(environment)`. It is built in a folder beside that one, tried there by a small
 * training, and renamed: what fails or is interrupted leaves nothing half usable, and the next call starts anew.
 *
 * @throws SWEEPSTAKE_TFJS_NATIVE_STEP with the step, the reason and what to type; _WHEEL, _PLATFORM, _FOLDER, _STOPPED
 */
export async function installNative(options: InstallOptions): Promise<InstallReport> {
  const { environment, wheel, force, tell = () => {}, signal } = options;
  const { platform = process.platform, arch = process.arch } = environment;
  const from = wheel === undefined ? options.from : 'wheel';
  const machine = `${platform} ${arch}`;
  const known = from === 'wheel' ? WHEEL : NPM;
  if (!known.includes(machine))
    throw unsupportedPlatform(platform, arch, from === 'wheel' ? 'a wheel' : 'tfjs-node', known);
  const given = wheel === undefined ? undefined : givenWheel(wheel);
  // Before anything is downloaded.
  if (given !== undefined) await checkWheel(given, arch);
  const folder = nativeFolder(environment);
  refuseForeign(folder);
  const before = force === true ? null : await working(environment, signal);
  if (before !== null) return { folder, manifest: before, already: true };

  const partial = partialFolder(folder);
  prepare(folder, partial);
  const site: Site = {
    folder: partial,
    package: join(partial, 'node_modules', '@tensorflow', 'tfjs-node'),
    environment: { ...environment, platform, arch },
    signal,
    tell,
  };
  try {
    const manifest = await build(site, { ...options, from, wheel: given });
    writeManifest(partial, manifest);
    if (signal?.aborted) throw stopped();
    publish(folder, partial);
    return { folder, manifest, already: false };
  } catch (error) {
    throw signal?.aborted ? stopped() : ofTheDisk(error, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function build(site: Site, { from, wheel, date }: InstallOptions): Promise<NativeManifest> {
  const { platform = '', arch = '' } = site.environment;
  await installPackages(site);
  const failure = from === 'wheel' ? '' : await byScript(site);
  let unpacked: Wheel | null = null;
  if (failure !== null) {
    if (from === 'npm' || !WHEEL.includes(`${platform} ${arch}`))
      throw stepFailed(
        'library',
        failure,
        'check that downloads get through, or try --from wheel on Linux',
      );
    if (failure !== '') site.tell(`library: ${failure}; so it is taken out of a wheel`);
    for (const made of ['deps', 'lib'])
      rmSync(join(site.package, made), { recursive: true, force: true });
    unpacked = await unpackWheel(site, wheel ?? (await downloadWheel(site)));
    rmSync(join(site.folder, 'wheel'), { recursive: true, force: true });
    await compileAddon(site);
  }
  site.tell('trial: a small training in a process of its own');
  const trial = await tryTfjsNode(site.package, site.signal);
  if (!trial.works) throw stepFailed('trial', trial.why, 'try another wheel with --wheel PATH');
  return {
    format: 1,
    version: TFJS_NODE,
    ...trial.report,
    source: unpacked === null ? 'npm' : 'wheel',
    wheel: unpacked,
    platform,
    arch,
    date: date.toISOString(),
  };
}

/** The normal way; null where it gave a library that works, else why not. Its script can fail without saying so. */
async function byScript(site: Site): Promise<string | null> {
  const end = await runInstallScript(site);
  if (!end.succeeded) return end.why;
  const trial = await tryTfjsNode(site.package, site.signal);
  return trial.works ? null : trial.why;
}

/** The manifest of an installation that works, else null. */
async function working(
  environment: NativeEnvironment,
  signal: AbortSignal | undefined,
): Promise<NativeManifest | null> {
  const found = locateTfjsNode(environment).find(({ origin }) => origin === 'folder');
  if (found === undefined || found.problem !== null) return null;
  const trial = await tryTfjsNode(found.path, signal);
  return trial.works ? readManifest(nativeFolder(environment)) : null;
}

function prepare(folder: string, partial: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    sweepPartials(folder);
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial);
  } catch (error) {
    throw ofTheDisk(error, folder);
  }
  const { bavail, bsize } = statfsSync(partial);
  if (bavail * bsize >= SPACE) return;
  rmSync(partial, { recursive: true });
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB are free there`;
  const why = `${folder} needs ${(SPACE / 1e9).toFixed(1)} GB while it is made, and ${free}`;
  throw stepFailed(
    'folder',
    why,
    'free some space, or set SWEEPSTAKE_NATIVE to a folder elsewhere',
  );
}

function publish(folder: string, partial: string): void {
  const old = `${partial}-old`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(partial, folder);
  rmSync(old, { recursive: true, force: true });
}

/** Errors of the file system as ones of ours; others as they are. */
function ofTheDisk(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, readonly [string, string]>> = {
    ENOSPC: ['no space is left on the disk', 'free some space'],
    EDQUOT: ['the quota of the disk is used up', 'free some space'],
    EACCES: ['no permission to write there', 'make it writable'],
    EPERM: ['no permission to write there', 'make it writable'],
    EROFS: ['it cannot be written to', 'make it writable'],
    ENOTDIR: ['a part of its path is a file', 'correct it'],
    EEXIST: ['a part of its path is a file', 'correct it'],
  };
  const found = known[code ?? ''];
  if (found === undefined) return error;
  const remedy = `${found[1]}, or set SWEEPSTAKE_NATIVE to a folder elsewhere`;
  return stepFailed('folder', `${folder}: ${found[0]}`, remedy, error);
}
