import { availableParallelism } from 'node:os';
import type { PlannedStage } from '@sweepstake/experiments';
import { modelByName } from '@sweepstake/models';
import { cgroupCpus, defaultWorkers } from '@sweepstake/pool';
import { badFlag } from './errors.ts';

/** Flags that say how many cores are used; none of them changes a bit of a result. */
export interface CrewFlags {
  readonly workers?: string;
  readonly threads?: string;
}

/** What was asked for. */
export interface CrewWish {
  /** Trainings at the same time; without a number as many as there are cores. */
  readonly workers: number;
  /** Whether the number of workers was given. */
  readonly fixed: boolean;
  /** Threads of one training; null where nobody said. */
  readonly threads: number | null;
}

/** Trainings at the same time, and threads of each. */
export interface Crew {
  readonly workers: number;
  readonly threads: number;
}

/**
 * Reads flags and environment (`SLURM_CPUS_PER_TASK`, `SWEEPSTAKE_THREADS`), and the quota of the control group. Throws
 * for what is no positive integer.
 */
export function crewWish({ workers, threads }: CrewFlags): CrewWish {
  const { env } = process;
  const asked = threads ?? env['SWEEPSTAKE_THREADS'];
  const none = threads === undefined && (asked === undefined || asked === '');
  const source = threads === undefined ? 'SWEEPSTAKE_THREADS' : '--threads';
  if (!none && !/^[1-9][0-9]{0,3}$/.test(asked ?? ''))
    throw badFlag(source, asked ?? '', 'a positive integer, as in --threads 2');
  return {
    workers: defaultWorkers({
      flag: workers,
      env,
      quota: cgroupCpus(),
      availableParallelism: availableParallelism(),
    }),
    fixed: workers !== undefined,
    threads: none ? null : Number(asked),
  };
}

/**
 * How a run uses its cores, one to a worker: where fewer trainings can run at the same time than there are workers,
 * each takes a whole number of threads more. Threads that were asked for come out of the number of workers, unless
 * that was given as well. Networks without convolutions train on one thread.
 */
export function crewOf(
  { workers, fixed, threads }: CrewWish,
  pending: readonly PlannedStage[],
): Crew {
  if (!shareThreads(pending)) return { workers, threads: 1 };
  if (threads !== null)
    return { workers: fixed ? workers : Math.max(1, Math.floor(workers / threads)), threads };
  const width = widestLevel(pending);
  if (width === 0 || width >= workers) return { workers, threads: 1 };
  return { workers: width, threads: Math.floor(workers / width) };
}

/** Whether some training can make use of several threads. */
function shareThreads(pending: readonly PlannedStage[]): boolean {
  const names = new Set<string>();
  for (const { payload } of pending)
    if (payload.kind === 'train' && payload.backend === 'engine') names.add(payload.network);
  return [...names].some((name) =>
    modelByName(name).layers.some(({ kind }) => kind === 'convolution'),
  );
}

/** Most trainings that are as many steps away from the first stages; 0 where nothing is left to train. */
export function widestLevel(pending: readonly PlannedStage[]): number {
  const depths = new Map<string, number>();
  const widths = new Map<number, number>();
  for (const { id, dependsOn, payload } of pending) {
    // Stages come after what they depend on; what was finished before is no step.
    const depth = Math.max(0, ...dependsOn.map((other) => (depths.get(other) ?? -1) + 1));
    depths.set(id, depth);
    if (payload.kind === 'train') widths.set(depth, (widths.get(depth) ?? 0) + 1);
  }
  return Math.max(0, ...widths.values());
}
