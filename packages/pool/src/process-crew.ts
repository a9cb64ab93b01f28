import { closeSync } from 'node:fs';
import { isResponse, pathOf } from './crew.ts';
import type { Crew, CrewOptions, Outcome } from './crew.ts';
import { workerFile } from './errors.ts';
import type { Stage } from './stage.ts';
import { toSharedFile } from './shared-file.ts';
import { WorkerProcess } from './worker-process.ts';
import type { ProcessEvent } from './worker-process.ts';

/**
 * Worker processes that carry out one stage each at a time: the same modules and messages as in threads. A process is
 * started when its number is first used, and another one after its death.
 */
export class ProcessCrew implements Crew {
  readonly #options: CrewOptions;
  readonly #file: string;
  #sharedFile: number | undefined;
  readonly #processes: (WorkerProcess | undefined)[] = [];
  #everReady = false;

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#file = pathOf(options.worker);
  }

  async run(
    { id, label, payload }: Stage,
    worker: number,
    onProgress: (progress: unknown) => void,
  ): Promise<Outcome> {
    const process = (this.#processes[worker] ??= this.#start());
    const ended = Promise.withResolvers<Outcome>();
    const send = (): void =>
      process.send({ kind: 'stage', request: { id, label, payload, worker } });
    let value: unknown;
    const take = (event: ProcessEvent): void => {
      switch (event.kind) {
        case 'ready':
          this.#everReady = true;
          return send();
        case 'unusable':
          throw workerFile(this.#file, event.why);
        case 'note':
          if (event.note.kind === 'progress') onProgress(event.note.progress);
          else if (event.note.kind === 'value') value = event.note.value;
          return;
        case 'response': {
          const { response } = event;
          if (!isResponse(response)) throw workerFile(this.#file, 'it is not a worker');
          return ended.resolve(response.kind === 'value' ? { ...response, value } : response);
        }
        case 'death':
          this.#processes[worker] = undefined;
          if (!this.#everReady) throw workerFile(this.#file, event.how);
          return ended.resolve({ kind: 'died', message: event.how });
        case 'unstarted':
          throw event.error;
      }
    };
    process.listen((event) => {
      try {
        take(event);
      } catch (error) {
        ended.reject(error);
      }
    });
    if (process.ready) send();
    try {
      return await ended.promise;
    } finally {
      process.listen((event) => this.#idle(event, worker));
    }
  }

  askToStop(): void {
    for (const process of this.#processes) process?.askToStop();
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#processes.map(async (process) => process?.end()));
    if (this.#sharedFile !== undefined) closeSync(this.#sharedFile);
    this.#sharedFile = undefined;
  }

  /** One that dies between two stages is replaced at the next. */
  #idle({ kind }: ProcessEvent, worker: number): void {
    if (kind === 'death') this.#processes[worker] = undefined;
  }

  #start(): WorkerProcess {
    this.#sharedFile ??= toSharedFile(this.#options.data.shared);
    const process = new WorkerProcess(this.#options, this.#sharedFile);
    process.send({ kind: 'start', file: this.#file });
    return process;
  }
}
