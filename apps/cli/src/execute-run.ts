import type { Dataset } from '@sweepstake/datasets';
import type { Plan } from '@sweepstake/experiments';
import { runStages } from '@sweepstake/pool';
import type { PoolEvent, StageError } from '@sweepstake/pool';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { openDisplay } from './progress/display.ts';
import { addToRunRecord } from './run-record.ts';
import { workerKindOf } from './worker-kind.ts';
import type { Shared } from './worker.ts';

/** What a run needs beside its plan. */
export interface ExecuteOptions {
  readonly workers: number;
  /** Of one training. */
  readonly threads: number;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** Called only where something is left to be trained. */
  readonly loadDatasets: () => Promise<readonly Dataset[]>;
}

/** A stage that failed, by its label. */
export interface FailedStage {
  readonly label: string;
  readonly error: StageError;
}

/** What became of a run. */
export interface RunOutcome {
  readonly store: Store;
  readonly stages: number;
  readonly finished: number;
  readonly skipped: number;
  readonly failed: readonly FailedStage[];
  /** Labels of stages that wait for a failed one. */
  readonly blocked: readonly string[];
  readonly stopped: boolean;
  readonly seconds: number;
}

/** Opens the folder of a run; throws where it does not fit. */
export function openRunFolder({ config, numerics }: Plan, folder: string): Store {
  // Results of relaxed arithmetic differ in their last bits, so they get a folder of their own.
  const store = openStore(folder, {
    numerics: config.fast_math ? `${numerics}-relaxed` : numerics,
  });
  store.sweepTemporaries();
  return store;
}

/** Carries out every stage of a plan that is not in the run folder yet, and records there what is run. */
export async function executeRun(
  plan: Plan,
  store: Store,
  options: ExecuteOptions,
): Promise<RunOutcome> {
  const began = performance.now();
  const pending = plan.stages.filter(({ id }) => !store.has(id));
  const labels = new Map(plan.stages.map(({ id, label }) => [id, label]));
  const labelOf = (id: string): string => labels.get(id) ?? id;
  const skipped = plan.stages.length - pending.length;
  const stages = plan.stages.length;
  const outcome = { store, stages, finished: 0, skipped, failed: [], blocked: [], stopped: false };
  const { config, numerics } = plan;
  const datasets = pending.length === 0 ? [] : await options.loadDatasets();
  addToRunRecord(store.root, { config, numerics });
  if (pending.length === 0) return { ...outcome, seconds: 0 };

  const workers = Math.min(options.workers, pending.length);
  const display = openDisplay({ stages: pending, workers, stream: process.stderr });
  const full = new AbortController();
  const stopping = (): void =>
    display.note('stopping: what is finished is kept (once more to quit at once)');
  options.signal.addEventListener('abort', stopping, { once: true });
  const shared: Shared = { folder: store.root, datasets, threads: options.threads };
  try {
    const report = await runStages(plan.stages, {
      worker: new URL(
        import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js',
        import.meta.url,
      ),
      ...(await workerKindOf(config.backend)),
      workers,
      exists: (id) => store.has(id),
      shared,
      signal: AbortSignal.any([options.signal, full.signal]),
      onEvent(event) {
        display.take(event);
        if (event.kind === 'stage-failed' && !event.willRetry) recordFailure(store, event, full);
      },
    });
    return {
      ...outcome,
      finished: report.finished.length,
      skipped: report.skipped.length,
      failed: report.failed.map(({ id, error }) => ({ label: labelOf(id), error })),
      blocked: report.blocked.map(labelOf),
      stopped: report.stopped,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    options.signal.removeEventListener('abort', stopping);
    display.close();
  }
}

/** Failures are kept for `status`; where nothing can be written, nothing more is tried. */
function recordFailure(
  store: Store,
  { id, error }: Extract<PoolEvent, { kind: 'stage-failed' }>,
  full: AbortController,
): void {
  const hopeless = ['SWEEPSTAKE_STORE_DISK_FULL', 'SWEEPSTAKE_STORE_NOT_WRITABLE'];
  if (hopeless.includes(error.code ?? '')) return full.abort();
  try {
    store.fail(id, error.message);
  } catch {
    // The reason is in the report as well.
  }
}
