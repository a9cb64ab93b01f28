import { execFile } from 'node:child_process';
import { noSlurm, slurmRefused } from '../errors.ts';

/** A scheduler that does not answer is given up after so many milliseconds. */
const PATIENCE = 30_000;

/**
 * What one of Slurm's programs prints. Throws `SWEEPSTAKE_CLI_NO_SLURM` where it is not installed, and
 * `SWEEPSTAKE_CLI_SLURM` with what it said where it fails.
 */
export const askSlurm = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = { timeout: PATIENCE, maxBuffer: 1 << 30, encoding: 'utf8' } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT') reject(noSlurm(program, error));
      else reject(slurmRefused(program, stderr.trim() || error.message, error));
    });
  });
