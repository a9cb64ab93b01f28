import type { MessagePort } from 'node:worker_threads';
import type { StageError } from './stage.ts';

/** Given to every worker thread once, as `workerData`. */
export interface WorkerData {
  readonly shared: unknown;
  /** `[0]` is 1 once a stop was asked for. */
  readonly stop: Int32Array;
}

/** Parent to worker, one per stage. */
export interface Request {
  readonly id: string;
  readonly label: string;
  readonly payload: unknown;
  readonly worker: number;
  /** Carries notes to the parent while the stage runs. */
  readonly notes: MessagePort;
}

/** Worker to parent while the stage runs; `begun` tells a worker that died from one never started. */
export type Note =
  | { readonly kind: 'begun' }
  | { readonly kind: 'progress'; readonly progress: unknown }
  /** Sent apart from the response, so that a value that cannot be cloned fails the stage only. */
  | { readonly kind: 'value'; readonly value: unknown };

/** Worker to parent at the end; errors travel as data because a cloned Error loses its code. */
export type Response =
  | { readonly kind: 'value'; readonly seconds: number }
  | { readonly kind: 'stopped'; readonly error: StageError }
  | { readonly kind: 'error'; readonly error: StageError };
