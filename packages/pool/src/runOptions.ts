import type { ResourceLimits } from 'node:worker_threads';
import type { PoolEvent } from './stage.ts';

/** The second argument of `runStages`. */
export interface RunOptions {
  /** The worker module: a file whose default export is `defineWorker(...)`. */
  readonly worker: URL | string;
  /** Stages that run at the same time, each in a thread of its own. */
  readonly workers: number;
  /** Whether the output of a stage exists; such a stage is not run. */
  readonly exists: (id: string) => boolean;
  readonly onEvent?: (event: PoolEvent) => void;
  /** Aborting it asks for a soft stop: nothing new starts, running stages may end early. */
  readonly signal?: AbortSignal;
  /** Handed to every worker once; shared buffers in it are the same memory everywhere. */
  readonly shared?: unknown;
  /** Flags of Node for the worker threads; default those of this process. */
  readonly execArgv?: readonly string[];
  /** Environment of the worker threads; default a copy of this process's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Heap limits of each thread, in megabytes; they do not cover WASM memory. */
  readonly resourceLimits?: ResourceLimits;
  /** How often a stage whose worker died is tried again; default 1. */
  readonly retries?: number;
}
