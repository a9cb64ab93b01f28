import { workerData } from 'node:worker_threads';
import type { Note, Request, Response, WorkerData } from './message.ts';
import type { StageError } from './stage.ts';

/** A stage as its worker sees it. */
export interface Task<Payload = unknown> {
  readonly id: string;
  readonly label: string;
  readonly payload: Payload;
}

export interface Context<Shared = unknown> {
  /** `options.shared` of `runStages`; buffers that are shared are the same memory in all threads, a copy in every process. */
  readonly shared: Shared;
  /** 0..workers-1; no two running stages share one. */
  readonly worker: number;
  /** True once a stop was asked for; cheap enough to ask at every batch. */
  stop(): boolean;
  /** An error to throw after `stop()` turned true: the stage then counts as not run, not as failed. */
  stopped(): Error;
  /** Sends progress to `onEvent`; must survive the structured clone. Arrives before the result. */
  report(progress: unknown): void;
}

const STOPPED = 'SWEEPSTAKE_POOL_STOPPED';

const stopped = (): Error =>
  Object.assign(new Error('stopped as asked; run again to continue'), { code: STOPPED });

/**
 * Makes the default export of a worker module out of a function that carries out one stage.
 *
 * What the function returns must survive the structured clone; what it throws fails the stage.
 */
export function defineWorker<Payload = unknown, Shared = unknown>(
  run: (task: Task<Payload>, context: Context<Shared>) => unknown,
): (request: unknown) => Promise<unknown> {
  return async (message) => {
    const { id, label, payload, worker, notes, data } = message as Request;
    const { shared, stop } = data ?? (workerData as WorkerData);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    const note = (value: Note): void => notes.postMessage(value);
    note({ kind: 'begun' });
    const start = performance.now();
    const context: Context<Shared> = {
      shared: shared as Shared,
      worker,
      stop: () => Atomics.load(stop, 0) === 1,
      stopped,
      report: (progress) => note({ kind: 'progress', progress }),
    };
    try {
      const value = await run({ id, label, payload: payload as Payload }, context);
      const seconds = (performance.now() - start) / 1000;
      note({ kind: 'value', value });
      return { kind: 'value', seconds } satisfies Response;
    } catch (thrown) {
      const error = describe(thrown);
      const kind = error.code === STOPPED && context.stop() ? 'stopped' : 'error';
      return { kind, error } satisfies Response;
    }
  };
}

function describe(thrown: unknown): StageError {
  if (!(thrown instanceof Error)) return { message: String(thrown) };
  const { code } = thrown as { code?: unknown };
  const { message } = thrown;
  return typeof code === 'string' ? { code, message } : { message: message || thrown.name };
}
