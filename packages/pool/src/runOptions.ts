import type { ResourceLimits } from 'node:worker_threads';
import type { PoolEvent } from './stage.ts';

/** The second argument of `runStages`. */
export interface RunOptions {
  /** The worker module: a file whose default export is `defineWorker(...)`. */
  readonly worker: URL | string;
  /** Stages that run at the same time, each in a worker of its own. */
  readonly workers: number;
  /** Whether the output of a stage exists; such a stage is not run. */
  readonly exists: (id: string) => boolean;
  readonly onEvent?: (event: PoolEvent) => void;
  /** Aborting it asks for a soft stop: nothing new starts, running stages may end early. */
  readonly signal?: AbortSignal;
  /**
   * What a worker is: a thread of this process, by default, or a process of its own, for modules that are not made
   * for several threads or that read the environment of their process. Everything else is the same, except `shared`.
   */
  readonly isolation?: 'thread' | 'process';
  /**
   * Handed to every worker once. Shared buffers in it are the same memory in all threads; a process gets a copy of
   * its own, in ordinary buffers.
   */
  readonly shared?: unknown;
  /** Flags of Node for the workers; default those of this process. */
  readonly execArgv?: readonly string[];
  /** Environment of the workers; default a copy of this process's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Heap limits of each worker, in megabytes; they do not cover WASM memory. Of a process, those of its generations. */
  readonly resourceLimits?: ResourceLimits;
  /** Lines that worker processes print on stderr and that are not passed on; without the flag `g`. */
  readonly quiet?: RegExp;
  /** How often a stage whose worker died is tried again; default 1. */
  readonly retries?: number;
}
