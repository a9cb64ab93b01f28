import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ResourceLimits } from 'node:worker_threads';
import type { Response, WorkerData } from './message.ts';
import type { Stage } from './stage.ts';

/** How workers are started. */
export interface CrewOptions {
  readonly worker: URL | string;
  readonly workers: number;
  readonly data: WorkerData;
  readonly execArgv?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly resourceLimits?: ResourceLimits | undefined;
  /** Of processes only; see `RunOptions`. */
  readonly quiet?: RegExp | undefined;
}

/** How a stage ended: the worker's response, or the worker died under it. */
export type Outcome =
  | Exclude<Response, { kind: 'value' }>
  | { readonly kind: 'value'; readonly seconds: number; readonly value: unknown }
  | { readonly kind: 'died'; readonly message: string };

/** Workers that carry out one stage each at a time, kept for the whole run; one that dies is replaced. */
export interface Crew {
  /**
   * Runs one stage and tells how it ended. Rejects only where no stage can be run at all: the
   * module cannot be loaded, or no worker stays alive. What `onProgress` throws rejects as well.
   */
  run(stage: Stage, worker: number, onProgress: (progress: unknown) => void): Promise<Outcome>;
  /** Called once, after the flag in `data` was set. */
  askToStop(): void;
  /** Ends all workers at once. */
  dismiss(): Promise<void>;
}

/** The path of a worker module. */
export function pathOf(worker: URL | string): string {
  if (worker instanceof URL || worker.startsWith('file:')) return fileURLToPath(worker);
  return isAbsolute(worker) ? worker : resolve(worker);
}

/** Whether this came from `defineWorker`. */
export const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  ['value', 'stopped', 'error'].includes(value.kind as string);
