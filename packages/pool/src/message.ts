import type { StageError } from './stage.ts';

/** Given to every worker once: to a thread as `workerData`, in a process with every request. */
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
  /** Carries notes to the parent while the stage runs: a port of a thread, the channel of a process. */
  readonly notes: { postMessage(note: Note): void };
  /** Absent in threads, which have it as `workerData`. */
  readonly data?: WorkerData;
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

/** Parent to worker process: first `start`, then a `stage` at a time. */
export type ToProcess =
  | { readonly kind: 'start'; readonly file: string }
  | { readonly kind: 'stage'; readonly request: Omit<Request, 'notes' | 'data'> };

/** Worker process to parent: `ready` or `unusable` once, then notes, and a response at the end of every stage. */
export type FromProcess =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'response'; readonly response: unknown };
