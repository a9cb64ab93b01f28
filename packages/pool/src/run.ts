import type { Crew, Outcome } from './crew.ts';
import { ProcessCrew } from './process-crew.ts';
import type { RunOptions } from './run-options.ts';
import { Scheduler } from './scheduler.ts';
import type { PoolEvent, RunReport, Stage, StageError } from './stage.ts';
import { ThreadCrew } from './thread-crew.ts';

/** The state of one call of `runStages`. */
export class Run {
  readonly #options: RunOptions;
  readonly #workers: number;
  readonly #retries: number;
  readonly #stages: ReadonlyMap<string, Stage>;
  readonly #scheduler: Scheduler;
  readonly #free: number[];
  readonly #running = new Set<Promise<void>>();
  readonly #deaths = new Map<string, number>();
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly #finished: string[] = [];
  readonly #skipped: string[] = [];
  readonly #failed: { id: string; error: StageError }[] = [];
  readonly #blocked: string[] = [];
  /** Stages of which it was told that others have them. */
  readonly #told = new Set<string>();
  readonly #claimed = new Set<string>();
  /** Ready stages that other processes have, at the last look. */
  readonly #elsewhere = new Set<string>();
  #crew: Crew | undefined;
  /** True once the run has been given up; what comes back from cut-off stages is ignored. */
  #cut = false;

  constructor(stages: readonly Stage[], options: RunOptions, workers: number, retries: number) {
    this.#options = options;
    this.#workers = workers;
    this.#retries = retries;
    this.#scheduler = new Scheduler(stages);
    this.#stages = new Map(stages.map((stage) => [stage.id, stage]));
    this.#free = Array.from({ length: workers }, (_, i) => i);
  }

  /** Runs what there is to run; see `runStages`. */
  async toEnd(): Promise<RunReport> {
    const { signal } = this.#options;
    const askToStop = (): void => {
      Atomics.store(this.#stop, 0, 1);
      this.#crew?.askToStop();
    };
    if (signal?.aborted) askToStop();
    signal?.addEventListener('abort', askToStop);
    try {
      for (const id of this.#stages.keys()) if (this.#options.exists(id)) this.#skip(id);
      for (;;) {
        this.#startReady();
        const waits = this.#elsewhere.size > 0 && !this.#stopping;
        if (this.#running.size === 0 && !waits) break;
        await (waits ? this.#untilLook(signal) : Promise.race(this.#running));
        if (waits) this.#lookElsewhere();
      }
    } catch (error) {
      this.#cut = true;
      throw error;
    } finally {
      signal?.removeEventListener('abort', askToStop);
      await this.#crew?.dismiss();
      for (const id of this.#claimed) this.#release(id);
    }
    return {
      finished: this.#finished,
      skipped: this.#skipped,
      failed: this.#failed,
      blocked: this.#blocked,
      stopped: this.#stopping,
    };
  }

  get #stopping(): boolean {
    return Atomics.load(this.#stop, 0) === 1;
  }

  #startReady(): void {
    while (this.#free.length > 0 && !this.#stopping) {
      const id = this.#scheduler.take();
      if (id === undefined) return;
      // Asked again, because another process may have made the output meanwhile.
      if (this.#options.exists(id)) this.#skip(id);
      else if (this.#claim(id)) this.#start(this.#stages.get(id)!);
    }
  }

  /** True where the stage is to be started now; otherwise it was made meanwhile, or another process has it. */
  #claim(id: string): boolean {
    const { claims, exists } = this.#options;
    if (claims === undefined) return true;
    if (!claims.claim(id)) {
      this.#elsewhere.add(id);
      if (!this.#told.has(id)) this.#tell({ kind: 'stage-elsewhere', id });
      this.#told.add(id);
      return false;
    }
    this.#claimed.add(id);
    // Who had the claim before may have finished between our two looks.
    if (!exists(id)) return true;
    this.#release(id);
    this.#skip(id);
    return false;
  }

  #release(id: string): void {
    if (this.#claimed.delete(id)) this.#options.claims?.release(id);
  }

  /** Resolves when a stage of ours ends, a stop is asked for, or it is time to look at those of others. */
  async #untilLook(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#options.pollEvery ?? 1000);
    const stop = (): void => resolve();
    signal?.addEventListener('abort', stop);
    try {
      await Promise.race([promise, ...this.#running]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Stages that others have made are done; the rest is tried again where a worker is free for it. */
  #lookElsewhere(): void {
    for (const id of this.#elsewhere) {
      const made = this.#options.exists(id);
      if (!made && this.#free.length === 0) continue;
      this.#elsewhere.delete(id);
      if (made) this.#skip(id);
      else this.#scheduler.putBack(id);
    }
  }

  #start(stage: Stage): void {
    const worker = this.#free.shift()!;
    const running = this.#carryOut(stage, worker).finally(() => {
      this.#running.delete(running);
      this.#free.push(worker);
      this.#free.sort((a, b) => a - b);
    });
    // Rejections reach the loop through the race; this one must not count as unhandled after it.
    running.catch(() => {});
    this.#running.add(running);
  }

  async #carryOut(stage: Stage, worker: number): Promise<void> {
    const { id, label } = stage;
    this.#crew ??= this.#hire();
    this.#tell({ kind: 'stage-started', id, label, worker });
    const outcome = await this.#crew.run(stage, worker, (progress) =>
      this.#tell({ kind: 'stage-progress', id, worker, progress }),
    );
    if (!this.#cut) this.#settle(id, worker, outcome);
  }

  #settle(id: string, worker: number, outcome: Outcome): void {
    const deaths = outcome.kind === 'died' ? (this.#deaths.get(id) ?? 0) + 1 : 0;
    const retried = outcome.kind === 'died' && deaths <= this.#retries;
    if (!retried) this.#release(id);
    switch (outcome.kind) {
      case 'value': {
        const { seconds, value } = outcome;
        this.#finished.push(id);
        this.#scheduler.finish(id);
        return this.#tell({ kind: 'stage-finished', id, worker, seconds, value });
      }
      case 'stopped':
        return this.#tell({ kind: 'stage-stopped', id, worker });
      case 'error':
        return this.#fail(id, worker, outcome.error);
      case 'died': {
        this.#deaths.set(id, deaths);
        const error = { code: 'SWEEPSTAKE_POOL_WORKER_DIED', message: outcome.message };
        if (!retried) return this.#fail(id, worker, error);
        this.#scheduler.putBack(id);
        return this.#tell({ kind: 'stage-failed', id, worker, error, willRetry: true });
      }
    }
  }

  #fail(id: string, worker: number, error: StageError): void {
    this.#failed.push({ id, error });
    const blocked = this.#scheduler.fail(id);
    this.#blocked.push(...blocked);
    this.#tell({ kind: 'stage-failed', id, worker, error, willRetry: false });
    for (const next of blocked) this.#tell({ kind: 'stage-blocked', id: next, because: id });
  }

  #skip(id: string): void {
    this.#skipped.push(id);
    this.#scheduler.finish(id);
    this.#tell({ kind: 'stage-skipped', id });
  }

  #hire(): Crew {
    const { isolation, shared } = this.#options;
    const data = { shared, stop: this.#stop };
    const options = { ...this.#options, workers: this.#workers, data };
    return isolation === 'process' ? new ProcessCrew(options) : new ThreadCrew(options);
  }

  #tell(event: PoolEvent): void {
    this.#options.onEvent?.(event);
  }
}
