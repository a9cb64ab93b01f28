import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { datasets, type Definition } from '../registry.ts';
import { noDataFolder, noHome } from './errors.ts';

/** Where to look and how to download; everything that is not given is the process's own. */
export interface Environment {
  /** `SWEEPSTAKE_DATA`, `SWEEPSTAKE_CACHE` and the platform's own variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch?: typeof fetch | undefined;
  readonly platform?: string | undefined;
  readonly home?: string | undefined;
  /** Milliseconds to wait without any answer, over all files and mirrors together; 3,000. */
  readonly patience?: number | undefined;
  /** Milliseconds without a byte after which a download that had begun is given up; 30,000. */
  readonly stall?: number | undefined;
  /** Another table of data sets. */
  readonly definitions?: Readonly<Record<string, Definition>> | undefined;
}

/** Folders in the order in which they are searched. */
export interface Places {
  readonly folder: string | null;
  readonly cache: string;
}

/** The folder for downloads: `SWEEPSTAKE_CACHE`, or the platform's place for caches. */
export function cacheFolder(environment: Environment): string {
  const { env, platform = process.platform, home = homedir() } = environment;
  if (env['SWEEPSTAKE_CACHE']) return env['SWEEPSTAKE_CACHE'];
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'sweepstake');
  if (platform !== 'darwin' && platform !== 'win32' && env['XDG_CACHE_HOME']) {
    return join(env['XDG_CACHE_HOME'], 'sweepstake');
  }
  if (!home) throw noHome();
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'sweepstake');
  if (platform === 'win32') return join(home, 'AppData', 'Local', 'sweepstake');
  return join(home, '.cache', 'sweepstake');
}

/**
 * The folders of an environment.
 *
 * @throws SWEEPSTAKE_DATASETS_NO_FOLDER when `SWEEPSTAKE_DATA` names something that is not a folder
 */
export function findPlaces(environment: Environment): Places {
  const folder = environment.env['SWEEPSTAKE_DATA'] || null;
  if (folder !== null && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw noDataFolder(folder);
  }
  return { folder, cache: cacheFolder(environment) };
}

/** The table of data sets of an environment. */
export const definitionsOf = (environment: Environment): Readonly<Record<string, Definition>> =>
  environment.definitions ?? datasets;
