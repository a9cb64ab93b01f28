import { globSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { badWheel, stepFailed } from '../errors.ts';
import { runTool } from './run-tool.ts';
import type { Site } from './step.ts';

/** Milliseconds; 270 MB over a slow line. */
const PATIENCE = 60 * 60_000;
/** The first that is there is used. */
const PIPS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']] as const;

/** The path of a wheel that was given. Throws SWEEPSTAKE_TFJS_NATIVE_WHEEL where there is no such file. */
export function givenWheel(given: string): string {
  const path = resolve(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw badWheel(path, 'no such file', 'check its path');
  if (!found.isFile()) throw badWheel(path, 'it is no file', 'name the .whl file itself');
  return path;
}

/** Downloads a wheel of tensorflow-cpu with pip, into a folder `wheel` of the site; its path. */
export async function downloadWheel(site: Site): Promise<string> {
  const pip = await findPip(site);
  const folder = join(site.folder, 'wheel');
  mkdirSync(folder);
  const plain = ['download', '--no-deps', '--only-binary=:all:', '-d', folder];
  const arch = site.environment.arch === 'arm64' ? 'aarch64' : 'x86_64';
  // Only the C library is taken out, so the wheel of any Python will do where this one has none.
  const other = [`manylinux_2_27_${arch}`, `manylinux_2_17_${arch}`, `manylinux2014_${arch}`];
  const forOther = [...other.flatMap((tag) => ['--platform', tag]), '--python-version', '3.12'];
  let why = '';
  for (const more of [[], forOther]) {
    site.tell(`wheel: ${[...pip, 'download', '--no-deps', ...more, 'tensorflow-cpu'].join(' ')}`);
    const [command, ...args] = [...pip, ...plain, ...more, 'tensorflow-cpu'];
    const { environment, signal } = site;
    const end = await runTool({
      command: command!,
      args,
      cwd: site.folder,
      env: { ...environment.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_PROGRESS_BAR: 'off' },
      patience: PATIENCE,
      signal,
    });
    const [wheel] = globSync('*.whl', { cwd: folder });
    if (end.succeeded && wheel !== undefined) return join(folder, wheel);
    why = end.why;
  }
  throw stepFailed(
    'wheel',
    why,
    'check that pip can reach an index, or get a wheel of tensorflow-cpu for this machine elsewhere and give ' +
      '--wheel PATH',
  );
}

async function findPip({ folder, environment, signal }: Site): Promise<readonly string[]> {
  for (const pip of PIPS) {
    const [command, ...args] = pip;
    const { succeeded } = await runTool({
      command,
      args: [...args, '--version'],
      cwd: folder,
      env: environment.env,
      patience: 60_000,
      signal,
    });
    if (succeeded) return pip;
  }
  throw stepFailed(
    'wheel',
    'there is no Python with pip to download one',
    'install python3 and pip, or get a wheel of tensorflow-cpu for this machine elsewhere and give --wheel PATH',
  );
}
