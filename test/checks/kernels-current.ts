import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from './repo.ts';

/** The embedded kernel modules are what `packages/engine/assembly` compiles to. */
export function kernelsCurrent(root: string): Finding[] {
  const folder = join(root, 'packages/engine');
  const run = spawnSync(process.execPath, ['scripts/kernels.ts', '--check'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (run.status === 0) return [];
  return [`${(run.stderr + run.stdout).trim()}: npm run kernels -w @sweepstake/engine`];
}
