import { badQueue } from './errors.ts';
import type { ShardRange } from './split-array.ts';

/** A job array that was submitted. */
export interface SubmittedArray {
  /** The number that sbatch printed. */
  readonly job: number;
  readonly range: ShardRange;
}

/** What the scheduler says of one shard. */
export interface ArrayState {
  readonly shard: number;
  readonly job: number;
  /** Index in the array, from 1 on. */
  readonly index: number;
  /** In Slurm's words: PENDING, RUNNING, COMPLETED, ... */
  readonly state: string;
  /** Why it is in this state, in Slurm's words; null for none. */
  readonly reason: string | null;
  /** Where it runs or ran; null for nowhere. */
  readonly node: string | null;
  /** How often it was queued again. */
  readonly restarts: number;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * What `squeue -r --json` printed about these arrays, by shard. Pending elements are folded there whatever `-r` says,
 * and are unfolded here. Elements that ended long ago are no longer in the queue, and not in the result. Reads the
 * numbers and states of Slurm 22.05 as well as those of later versions, `{set, number}` and lists. Throws for text
 * that is nothing of the kind.
 */
export function arrayStatesIn(json: string, arrays: readonly SubmittedArray[]): ArrayState[] {
  const byJob = new Map(arrays.map((array) => [array.job, array]));
  return rowsOf(json)
    .flatMap((row) => {
      const array = byJob.get(numberOf(row['array_job_id']) ?? -1);
      return array === undefined ? [] : statesOf(row, array);
    })
    .sort((a, b) => a.shard - b.shard || a.job - b.job);
}

function statesOf(row: Row, { job, range }: SubmittedArray): ArrayState[] {
  const index = numberOf(row['array_task_id']);
  const indices = index === null ? indicesOf(textOf(row['array_task_string']) ?? '') : [index];
  const size = range.last - range.first + 1;
  const reason = textOf(row['state_reason']);
  return indices
    .filter((one) => one >= 1 && one <= size)
    .map((one) => ({
      shard: range.first + one - 1,
      job,
      index: one,
      state: textOf(row['job_state']) ?? 'UNKNOWN',
      reason: reason === 'None' ? null : reason,
      node: textOf(row['nodes']),
      restarts: numberOf(row['restart_cnt']) ?? 0,
    }));
}

function rowsOf(json: string): readonly Row[] {
  let jobs: unknown;
  try {
    ({ jobs } = JSON.parse(json) as { jobs?: unknown });
  } catch (error) {
    throw badQueue((error as Error).message);
  }
  if (!Array.isArray(jobs)) throw badQueue('it has no list of jobs');
  return jobs as Row[];
}

/** More indices than any site allows are not unfolded. */
const MOST = 4_000_001;

/** `3-6%2` or `1,4-9:2` as numbers. */
function indicesOf(text: string): number[] {
  const found: number[] = [];
  for (const part of (text.split('%')[0] ?? '').split(',')) {
    const match = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part);
    if (match === null) continue;
    const [first, last, step] = [match[1], match[2] ?? match[1], match[3] ?? 1].map(Number);
    for (let i = first!; i <= Math.min(last!, MOST); i += Math.max(1, step!)) found.push(i);
  }
  return found;
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  const { set, number } = (value ?? {}) as { set?: unknown; number?: unknown };
  return set === true && typeof number === 'number' ? number : null;
}

function textOf(value: unknown): string | null {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  return typeof text === 'string' && text !== '' ? text : null;
}
