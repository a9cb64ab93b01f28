import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { arrayStatesIn } from '@sweepstake/cluster';
import type { ArrayState, SubmittedArray } from '@sweepstake/cluster';
import { commandOf, processesWhere, startedWith } from './processes.ts';
import type { SlurmCluster } from './start-slurm.ts';

const CLI = fileURLToPath(new URL('../../apps/cli/src/cli.ts', import.meta.url));

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command from sources, in a folder, with this environment and no other. */
export function sweepstake(
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Ended> {
  const child = spawn(process.execPath, ['--conditions=@sweepstake/source', CLI, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (text[stream] += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, ...text }));
  });
}

/** What Slurm says of one shard of an array; null where it says nothing any more. */
export function shardState(
  cluster: SlurmCluster,
  array: SubmittedArray,
  shard: number,
): ArrayState | null {
  const states = arrayStatesIn(cluster.ask('squeue', '-r', '--json', '--states=all'), [array]);
  return states.find((state) => state.shard === shard) ?? null;
}

/** The processes of `run --shard` of an element of an array, on all nodes. */
export const runProcesses = (job: number, index: number): number[] =>
  processesWhere(
    (one) =>
      startedWith(one, 'SLURM_ARRAY_JOB_ID') === String(job) &&
      startedWith(one, 'SLURM_ARRAY_TASK_ID') === String(index) &&
      commandOf(one).includes('--shard'),
  );

/** The log of an element of an array, over all its starts; empty where there is none yet. */
export function logOf(folder: string, job: number, index: number): string {
  try {
    return readFileSync(join(folder, 'slurm', `${job}_${index}.log`), 'utf8');
  } catch {
    return '';
  }
}
