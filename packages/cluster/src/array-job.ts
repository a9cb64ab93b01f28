import type { ShardRange } from './split-array.ts';

/** One job array of a sweep. */
export interface ArrayJob {
  /** Of the job, as squeue shows it. */
  readonly name: string;
  /** Where the script and its logs lie; an absolute path. */
  readonly folder: string;
  /** Where the command is started; an absolute path. */
  readonly workingFolder: string;
  /** The program and the arguments that every shard has, `--shard` excepted. It must become one process itself. */
  readonly command: readonly string[];
  /** Of all arrays together. */
  readonly shards: number;
  readonly range: ShardRange;
  /** Cores of one task. */
  readonly cpus: number;
  /** Of one task: a whole number and K, M, G or T. */
  readonly memory: string;
  /** As sbatch takes it: `4:00:00`. */
  readonly time: string;
  /** Seconds before the time limit at which a task is asked to stop. */
  readonly notice: number;
  /** Tasks at the same time; null for no limit. */
  readonly throttle: number | null;
  readonly partition: string | null;
  /** Lines of shell that stand before the command, as somebody wrote them. */
  readonly setup: readonly string[];
  /** Further options of sbatch, as in `--account=physics`. */
  readonly options: readonly string[];
}

/** A started task is queued again at most so many times: more would mean that it makes no progress. */
export const MOST_STARTS = 1000;
