import { existsSync, globSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { foreignFolder } from '../errors.ts';
import { MANIFEST } from '../native-manifest.ts';

/** All that an installation has in its folder. */
const OURS = ['node_modules', 'package.json', 'package-lock.json', MANIFEST];

/** Where an installation is built: beside its folder, by the process that builds it, so that it can be renamed. */
export const partialFolder = (folder: string, pid = process.pid): string =>
  `${folder}.partial-${pid}`;

/** Removes what processes that no longer run left beside the folder. */
export function sweepPartials(folder: string): void {
  const prefix = partialFolder(basename(folder), 0).slice(0, -1);
  for (const name of globSync(`${prefix}*`, { cwd: dirname(folder) })) {
    // With `-old`: the one before, which was to be removed.
    const pid = /^(\d+)(?:-old)?$/.exec(name.slice(prefix.length))?.[1];
    if (pid !== undefined && !runs(Number(pid)))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

/** Throws SWEEPSTAKE_TFJS_NATIVE_FOLDER where a folder holds anything that no installation of ours has there. */
export function refuseForeign(folder: string): void {
  if (!existsSync(folder)) return;
  const foreign = readdirSync(folder).find((name) => !OURS.includes(name));
  if (foreign !== undefined) throw foreignFolder(folder, foreign);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
