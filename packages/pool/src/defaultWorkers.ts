import { badWorkers } from './errors.ts';

/** Where the number of workers may come from. */
export interface WorkerSources {
  /** What the user asked for, as typed or as a number. */
  readonly flag?: string | number | undefined;
  /** The environment; `SLURM_CPUS_PER_TASK` is the cores a cluster granted. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `os.availableParallelism()`. */
  readonly availableParallelism: number;
}

/**
 * How many workers to use: the flag, else the cores the cluster granted, else the available ones.
 *
 * Throws where the one that counts is not a positive integer.
 */
export function defaultWorkers({ flag, env = {}, availableParallelism }: WorkerSources): number {
  if (flag !== undefined) return positive(flag, '--workers');
  const granted = env['SLURM_CPUS_PER_TASK'];
  if (granted !== undefined && granted !== '') return positive(granted, 'SLURM_CPUS_PER_TASK');
  return positive(availableParallelism, 'availableParallelism');
}

/** The value as a positive integer; throws naming its source. */
export function positive(value: string | number, source: string): number {
  const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) {
    throw badWorkers(value, source);
  }
  return number;
}
