import { createReadStream, symlinkSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { badWheel } from '../errors.ts';
import type { Site } from './step.ts';
import { openZip } from './zip-file.ts';
import type { ZipFile } from './zip-file.ts';

const LIBRARY = 'tensorflow/libtensorflow_cc.so.2';
const FRAMEWORK = 'tensorflow/libtensorflow_framework.so.2';
const INCLUDE = 'tensorflow/include/';
/** Names under which the linker looks for the C library, which the wheel has inside the C++ one. */
const LINKS = [
  ['libtensorflow.so', 'libtensorflow_cc.so.2'],
  ['libtensorflow.so.2', 'libtensorflow_cc.so.2'],
  ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
] as const;
const MACHINES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };
const ANOTHER = 'give a wheel of tensorflow-cpu for this machine, or leave --wheel out';

/** What the library came out of. */
export interface Wheel {
  readonly file: string;
  readonly sha256: string;
}

/** Throws SWEEPSTAKE_TFJS_NATIVE_WHEEL where a file is no TensorFlow wheel for Linux on this processor. */
export async function checkWheel(path: string, arch: string): Promise<void> {
  (await open(path, arch)).close();
}

/** Unpacks headers and libraries of a TensorFlow wheel into `deps` of the package, with the names that it links to. */
export async function unpackWheel(site: Site, path: string): Promise<Wheel> {
  site.tell(`library: headers and libraries out of ${basename(path)}`);
  const deps = join(site.package, 'deps');
  const zip = await open(path, site.environment.arch ?? process.arch);
  try {
    for (const name of zip.names) {
      site.signal?.throwIfAborted();
      if (name === LIBRARY || name === FRAMEWORK)
        await zip.extract(name, join(deps, 'lib', basename(name)));
      else if (name.startsWith(INCLUDE) && !name.endsWith('/'))
        await zip.extract(name, join(deps, 'include', name.slice(INCLUDE.length)));
    }
  } catch (error) {
    throw site.signal?.aborted ? error : ofWheel(path, error);
  } finally {
    zip.close();
  }
  for (const [link, file] of LINKS) symlinkSync(file, join(deps, 'lib', link));
  return { file: basename(path), sha256: await digest(path) };
}

async function open(path: string, arch: string): Promise<ZipFile> {
  let zip: ZipFile | undefined;
  try {
    zip = await openZip(path);
    await checkParts(zip, arch);
    return zip;
  } catch (error) {
    zip?.close();
    throw ofWheel(path, error);
  }
}

/** A full disk and the like are no fault of the wheel. */
function ofWheel(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const ofSystem = code !== undefined && !code.startsWith('Z_') && !code.startsWith('ERR_');
  return ofSystem ? error : badWheel(path, message, ANOTHER, error);
}

/** Its parts, and the processor in its tags (`Tag: cp311-cp311-manylinux_2_27_x86_64`). */
async function checkParts(zip: ZipFile, arch: string): Promise<void> {
  const about = zip.names.find((name) => /^[^/]+\.dist-info\/WHEEL$/.test(name));
  if (about === undefined) throw new Error('it is a zip archive, but no wheel');
  const tags = (await zip.read(about))
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('Tag:'))
    .map((line) => line.slice(4).trim());
  const machine = MACHINES[arch] ?? arch;
  if (!tags.some((tag) => tag.includes('linux') && tag.endsWith(machine)))
    throw new Error(
      `it is for ${tags.join(', ') || 'an unknown machine'}, not for Linux ${machine}`,
    );
  for (const part of [LIBRARY, FRAMEWORK, `${INCLUDE}tensorflow/c/c_api.h`])
    if (!zip.names.includes(part)) throw new Error(`it has no ${part}`);
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
