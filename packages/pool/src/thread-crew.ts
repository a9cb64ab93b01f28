import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { isResponse, pathOf } from './crew.ts';
import type { Crew, CrewOptions, Outcome } from './crew.ts';
import { noThreads, workerFile } from './errors.ts';
import type { Note, Request } from './message.ts';
import type { Stage } from './stage.ts';

/**
 * Worker threads that carry out one stage each at a time, over piscina. Threads are kept for the
 * whole run, and piscina replaces one that dies.
 */
export class ThreadCrew implements Crew {
  readonly #pool: Piscina;
  readonly #filename: string;
  readonly #broken = Promise.withResolvers<never>();
  #begun = false;

  constructor({ worker, workers, data, execArgv, env, resourceLimits }: CrewOptions) {
    this.#filename = pathOf(worker);
    this.#broken.promise.catch(() => {});
    this.#pool = new Piscina({
      // No file name here: given per task, a module that cannot be loaded rejects that task, where
      // piscina would otherwise emit 'error', stop replacing threads and leave its queue waiting.
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: 1,
      idleTimeout: Number.POSITIVE_INFINITY,
      // Between stages a thread turns its event loop instead of blocking, so that timers and
      // promises that a stage left behind are not held until the next one.
      atomics: 'async',
      recordTiming: false,
      workerData: data,
      ...(execArgv && { execArgv: [...execArgv] }),
      ...(env && { env: { ...env } }),
      ...(resourceLimits && { resourceLimits }),
    });
    // An idle thread that fails is replaced; only the loss of all of them is worth an error.
    this.#pool.on('error', (error: Error) => {
      if (this.#pool.threads.length === 0) {
        this.#broken.reject(noThreads(error.message, error));
      }
    });
  }

  /**
   * Runs one stage and tells how it ended. Rejects only where no stage can be run at all: the
   * module cannot be loaded, or no thread stays alive. What `onProgress` throws rejects as well.
   */
  async run(
    { id, label, payload }: Stage,
    worker: number,
    onProgress: (progress: unknown) => void,
  ): Promise<Outcome> {
    const { port1, port2 } = new MessageChannel();
    const listener = Promise.withResolvers<never>();
    let begun = false;
    let value: unknown;
    const take = (note: Note): void => {
      if (note.kind === 'progress') onProgress(note.progress);
      else if (note.kind === 'value') value = note.value;
      else begun = this.#begun = true;
    };
    // The listener also keeps the process alive while piscina replaces a thread.
    port1.on('message', (note: Note) => {
      try {
        take(note);
      } catch (error) {
        listener.reject(error);
      }
    });
    try {
      const request: Request = { id, label, payload, worker, notes: port2 };
      const options = { filename: this.#filename, transferList: [port2] };
      const ended = this.#pool.run(request, options).then(
        (response: unknown) => ({ response }),
        (error: unknown) => ({ error }),
      );
      const end = await Promise.race([ended, this.#broken.promise, listener.promise]);
      for (let rest; (rest = receiveMessageOnPort(port1)) !== undefined;) take(rest.message);
      if ('error' in end) return this.#died(end.error, begun);
      if (!isResponse(end.response)) throw workerFile(this.#filename, 'it is not a worker');
      return end.response.kind === 'value' ? { ...end.response, value } : end.response;
    } finally {
      port1.close();
    }
  }

  /** Nothing: threads see the flag in `data`. */
  askToStop(): void {}

  /** Ends all threads at once. */
  async dismiss(): Promise<void> {
    await this.#pool.destroy();
  }

  // What a stage throws comes back as a response, so a rejection means that the thread died or
  // the module was never reached.
  #died(error: unknown, begun: boolean): Outcome {
    const message = (error instanceof Error ? error.message : String(error)) || 'the worker died';
    if (!begun && !this.#begun) throw workerFile(this.#filename, message, error);
    return { kind: 'died', message };
  }
}
