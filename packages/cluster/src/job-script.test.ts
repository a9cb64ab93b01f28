import { expect, test } from 'vitest';
import { jobScript } from './job-script.ts';

test('a single job ends as its command does', () => {
  const script = jobScript({
    name: 'figure-3-tables',
    folder: '/scratch/slurm',
    workingFolder: '/home/me',
    command: ['sweepstake', 'aggregate', 'figure-3', '--runs', '/scratch/my runs'],
    memory: '2G',
    time: '30:00',
    partition: null,
    setup: ['module load nodejs'],
    options: ['--account=physics'],
  });
  expect(script).toBe(
    `#!/bin/bash
#SBATCH --job-name=figure-3-tables
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=30:00
#SBATCH --open-mode=append
#SBATCH --chdir=/home/me
#SBATCH --output=/scratch/slurm/%j.log
#SBATCH --account=physics

# Written by sweepstake slurm.

module load nodejs
exec sweepstake aggregate figure-3 --runs '/scratch/my runs'
`,
  );
});
