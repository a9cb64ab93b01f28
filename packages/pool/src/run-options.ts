import type { ResourceLimits } from 'node:worker_threads';
import type { PoolEvent } from './stage.ts';

/**
 * How processes that run the same stages share them; the `Owner` of a run folder is one. Each takes a stage before it
 * starts it, and looks at those that others took again and again until they exist, or can be taken.
 */
export interface Claims {
  /** True where the stage is this process's now; false where another, living one has it. */
  claim(id: string): boolean;
  /** Called when the stage has ended, however it did. */
  release(id: string): void;
}

/** The second argument of `runStages`. */
export interface RunOptions {
  /** The worker module: a file whose default export is `defineWorker(...)`. */
  readonly worker: URL | string;
  /** Stages that run at the same time, each in a worker of its own. */
  readonly workers: number;
  /** Whether the output of a stage exists; such a stage is not run. */
  readonly exists: (id: string) => boolean;
  /** Given where other processes may run the same stages; without it this process runs all that do not exist. */
  readonly claims?: Claims;
  /** Milliseconds between two looks at the stages that other processes have; default 1000. */
  readonly pollEvery?: number;
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
