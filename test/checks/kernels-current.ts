import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from './repo.ts';

/** The embedded kernel modules are what the `assembly` of their packages compiles to. */
export function kernelsCurrent(root: string): Finding[] {
  return ['engine', 'tfjs-kernels'].flatMap((name) => {
    const folder = join(root, 'packages', name);
    const run = spawnSync(process.execPath, ['scripts/kernels.ts', '--check'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (run.status === 0) return [];
    return [`${(run.stderr + run.stdout).trim()}: npm run kernels -w @sweepstake/${name}`];
  });
}
