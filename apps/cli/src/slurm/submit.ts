import type { ShardRange } from '@sweepstake/cluster';
import { partlySubmitted } from '../errors.ts';
import { askSlurm } from './ask-slurm.ts';
import { addSubmitted } from './submitted.ts';

/** One script of a sweep. */
export interface Script {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** Its shards; null for the job of the tables. */
  readonly range: ShardRange | null;
  /** Indices of the scripts whose jobs must have ended: well for an array, in any way for the tables. */
  readonly after: readonly number[];
}

/** A sweep as files. */
export interface Sweep {
  /** The run folder, absolute. */
  readonly folder: string;
  readonly shards: number;
  readonly trials: number;
  /** What the scripts read. */
  readonly inputs: readonly { readonly file: string; readonly text: string }[];
  readonly scripts: readonly Script[];
}

/**
 * Hands all scripts to sbatch, in order, and notes the arrays in the run folder; returns their jobs. Where one is
 * refused, those before it stay submitted, and the error names them.
 */
export async function submit({ folder, shards, scripts }: Sweep): Promise<number[]> {
  const jobs: number[] = [];
  for (const { name, file, range, after } of scripts) {
    const kind = range === null ? 'afterany' : 'afterok';
    const depends = after.map((i) => `:${jobs[i]}`).join('');
    const options = after.length === 0 ? [] : [`--dependency=${kind}${depends}`];
    let said: string;
    try {
      said = await askSlurm('sbatch', ['--parsable', ...options, file]);
    } catch (error) {
      throw jobs.length === 0 ? error : partlySubmitted(file, jobs, error);
    }
    // `123`, or `123;cluster`.
    const job = Number.parseInt(said, 10);
    jobs.push(job);
    if (range !== null) addSubmitted(folder, { job, range, name, shards });
  }
  return jobs;
}
