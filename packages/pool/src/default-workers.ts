import { badWorkers } from './errors.ts';

/** Where the number of workers may come from. */
export interface WorkerSources {
  /** What the user asked for, as typed or as a number. */
  readonly flag?: string | number | undefined;
  /** The environment; `SLURM_CPUS_PER_TASK` is the cores a cluster granted. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `cgroupCpus()`: the cores' time that the system grants this process; null or absent without a limit. */
  readonly quota?: number | null | undefined;
  /** `os.availableParallelism()`. */
  readonly availableParallelism: number;
}

/**
 * How many workers to use: the flag, else the cores the cluster granted, else the available ones, and of these no
 * more than the whole cores of the quota, but at least one.
 *
 * Throws where the one that counts is not a positive integer.
 */
export function defaultWorkers(sources: WorkerSources): number {
  const { flag, env = {}, quota, availableParallelism } = sources;
  if (flag !== undefined) return positive(flag, '--workers');
  const granted = env['SLURM_CPUS_PER_TASK'];
  if (granted !== undefined && granted !== '') return positive(granted, 'SLURM_CPUS_PER_TASK');
  const available = positive(availableParallelism, 'availableParallelism');
  return Math.min(available, Math.max(1, Math.floor(quota ?? available)));
}

/** The value as a positive integer; throws naming its source. */
export function positive(value: string | number, source: string): number {
  const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) {
    throw badWorkers(value, source);
  }
  return number;
}
