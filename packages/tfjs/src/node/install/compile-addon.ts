import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stepFailed } from '../errors.ts';
import { runTool } from './run-tool.ts';
import type { Site } from './step.ts';

/** Milliseconds; it takes about ten seconds. */
const PATIENCE = 10 * 60_000;
/** The latest version of Node-API that tfjs-node names; every Node that this project runs on has it. */
const NAPI = 8;
const SOURCES = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];

/**
 * Compiles the two files of the addon against the unpacked library, as `binding.gyp` says, but without node-gyp: that
 * needs Python, make and a download of Node's headers. The headers of TensorFlow are removed afterwards (270 MB).
 */
export async function compileAddon(site: Site): Promise<void> {
  const { folder, package: cwd, environment, signal } = site;
  const lib = join('lib', `napi-v${NAPI}`);
  mkdirSync(join(cwd, lib), { recursive: true });
  const headers = join(folder, 'node_modules/node-api-headers/include');
  const args = `-std=c++17 -O2 -fPIC -shared -DNAPI_VERSION=${NAPI} -I .. -I deps/include`.split(
    ' ',
  );
  args.push('-I', headers, ...SOURCES, '-o', join(lib, 'tfjs_binding.node'));
  args.push('-L', 'deps/lib', '-ltensorflow', '-ltensorflow_framework');
  args.push('-Wl,-rpath,$ORIGIN/../../deps/lib');
  const named = environment.env['CXX'];
  const compilers = named ? [named] : ['c++', 'g++', 'clang++'];
  for (const command of compilers) {
    const end = await runTool({
      command,
      args,
      cwd,
      env: environment.env,
      patience: PATIENCE,
      signal,
    });
    if (!end.exists) continue;
    site.tell(`addon: compiled by ${command}`);
    if (!end.succeeded)
      throw stepFailed(
        'addon',
        end.why,
        'give another compiler in CXX, or another wheel by --wheel',
      );
    rmSync(join(cwd, 'deps', 'include'), { recursive: true });
    return;
  }
  throw stepFailed(
    'addon',
    `there is no C++ compiler (${compilers.join(', ')})`,
    'install one, as in: apt-get install g++',
  );
}
