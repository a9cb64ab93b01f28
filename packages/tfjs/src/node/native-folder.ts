import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { noHome } from './errors.ts';

/** The release of TensorFlow.js that this package is written for. */
export const TFJS_NODE = '4.22.0';

/** Where to look; everything that is not given is the process's own. */
export interface NativeEnvironment {
  /** `SWEEPSTAKE_NATIVE`, `SWEEPSTAKE_CACHE` and the platform's own variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: string | undefined;
  readonly arch?: string | undefined;
  readonly home?: string | undefined;
}

/**
 * The folder that `sweepstake native install` makes: `SWEEPSTAKE_NATIVE`, else one in the cache, whose place is that of
 * the data sets. One folder for each version, platform and processor, so that machines can share a cache.
 *
 * @throws SWEEPSTAKE_TFJS_NATIVE_NO_CACHE where there is no home folder and none is named
 */
export function nativeFolder(environment: NativeEnvironment): string {
  const { env, platform = process.platform, arch = process.arch } = environment;
  if (env['SWEEPSTAKE_NATIVE']) return resolve(env['SWEEPSTAKE_NATIVE']);
  const cache = resolve(cacheFolder(environment));
  return join(cache, 'native', `tfjs-node-${TFJS_NODE}-${platform}-${arch}`);
}

/** The same rules as in `@sweepstake/datasets`, which this package does not import; a test of the command holds them together. */
function cacheFolder({ env, platform = process.platform, home }: NativeEnvironment): string {
  if (env['SWEEPSTAKE_CACHE']) return env['SWEEPSTAKE_CACHE'];
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'sweepstake');
  if (platform !== 'darwin' && platform !== 'win32' && env['XDG_CACHE_HOME'])
    return join(env['XDG_CACHE_HOME'], 'sweepstake');
  const from = home ?? homedir();
  if (!from) throw noHome();
  if (platform === 'darwin') return join(from, 'Library', 'Caches', 'sweepstake');
  if (platform === 'win32') return join(from, 'AppData', 'Local', 'sweepstake');
  return join(from, '.cache', 'sweepstake');
}
