import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { nativeFolder, TFJS_NODE } from './native-folder.ts';
import type { NativeEnvironment } from './native-folder.ts';
import { readManifest } from './native-manifest.ts';
import type { NativeManifest } from './native-manifest.ts';

/** A tfjs-node that is there. */
export interface Found {
  /** `peer`: installed beside this package by the user; `folder`: by `sweepstake native install`. */
  readonly origin: 'peer' | 'folder';
  /** The package's own folder, the argument of `require`. */
  readonly path: string;
  readonly version: string;
  readonly manifest: NativeManifest | null;
  /** Why it cannot be loaded, as far as its files say; null where they are complete. */
  readonly problem: string | null;
}

const NAME = '@tensorflow/tfjs-node';

/** Every tfjs-node that is there, in the order in which they are tried: the user's own, then ours. Loads nothing. */
export function locateTfjsNode(environment: NativeEnvironment): Found[] {
  const found: Found[] = [];
  const peer = resolvePeer();
  if (peer !== null) found.push(examine('peer', peer, null));
  const folder = nativeFolder(environment);
  const path = join(folder, 'node_modules', NAME);
  if (!existsSync(folder)) return found;
  const manifest = readManifest(folder);
  const ours = examine('folder', path, manifest);
  const half = manifest === null ? `${folder} holds no finished installation` : null;
  found.push({ ...ours, problem: half ?? ours.problem });
  return found;
}

function resolvePeer(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${NAME}/package.json`));
  } catch {
    return null;
  }
}

function examine(origin: Found['origin'], path: string, manifest: NativeManifest | null): Found {
  let version = '';
  try {
    const text = readFileSync(join(path, 'package.json'), 'utf8');
    version = (JSON.parse(text) as { version: string }).version;
  } catch {
    return { origin, path, version, manifest, problem: `${path} holds no package` };
  }
  const addons = globSync('lib/napi-v*/tfjs_binding.node', { cwd: path });
  const problem =
    version !== TFJS_NODE
      ? `it is version ${version}, not ${TFJS_NODE}`
      : addons.length === 0
        ? 'it has no addon: its install script did not run, or failed'
        : null;
  return { origin, path, version, manifest, problem };
}
