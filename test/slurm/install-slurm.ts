import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const PROGRAMS = [
  'munged',
  'mungekey',
  'slurmctld',
  'slurmd',
  'sbatch',
  'squeue',
  'scontrol',
  'scancel',
];
/** The parts of Debian's slurm-wlm that are needed. */
const PACKAGES = ['munge', 'slurm-client', 'slurmctld', 'slurmd'];

/** PATH with the folders of daemons, which shells of users often lack. */
export const PATH = [process.env['PATH'], '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter);

/** Those of Slurm's programs that are not installed. */
export function missingPrograms(): string[] {
  return PROGRAMS.filter(
    (program) => !PATH.split(delimiter).some((dir) => runs(join(dir, program))),
  );
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs Debian's packages where a program is missing, without starting their services. Null where everything is
 * there in the end, otherwise why not.
 */
export function installSlurm(): string | null {
  const missing = missingPrograms();
  if (missing.length === 0) return null;
  if (process.getuid?.() !== 0) return `${missing.join(', ')} missing, and only root can install`;
  try {
    apt('update', '-qq');
    // RUNLEVEL=1: the packages' scripts take the machine for one that starts no services.
    apt('install', '-y', '-qq', '--no-install-recommends', ...PACKAGES);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const last = stderr?.trim().split('\n').at(-1);
    return `${missing.join(', ')} missing, and apt-get failed: ${last || message}`;
  }
  const still = missingPrograms();
  return still.length === 0 ? null : `${still.join(', ')} missing after apt-get install`;
}

const apt = (...args: string[]): string =>
  execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
