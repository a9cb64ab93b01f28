import type { Dataset } from '@sweepstake/datasets';
import type { Plan } from '@sweepstake/experiments';
import { runStages } from '@sweepstake/pool';
import type { PoolEvent, RunReport, StageError } from '@sweepstake/pool';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { analysesOf, trainingsAnalysed } from './analyse-run.ts';
import { stageSeconds } from './estimate/stage-costs.ts';
import { openDisplay } from './progress/display.ts';
import { freezePlan } from './freeze-plan.ts';
import { openCrowd } from './open-crowd.ts';
import type { Crowd } from './open-crowd.ts';
import { openDropper } from './open-dropper.ts';
import type { Keep } from './open-dropper.ts';
import { knownOwn } from './own/own.ts';
import { keepMachine } from './report/run-machines.ts';
import { openRunJournal } from './run-journal.ts';
import { remark } from './shell.ts';
import { workerKindOf } from './worker-kind.ts';
import type { Shared } from './worker.ts';

/** The module of the workers. */
export const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js',
  import.meta.url,
);

/** What a run needs beside its plan. */
export interface ExecuteOptions {
  readonly workers: number;
  /** Of one training. */
  readonly threads: number;
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** What of the plan is carried out; default all of it. */
  readonly part?: Plan | undefined;
  /** What is kept of trained weights: all that survive, or what later stages need; default all. */
  readonly keep?: Keep | undefined;
  /** Least seconds between two checkpoints of a training; default that of the package stages. */
  readonly checkpointEvery?: number | undefined;
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
  /** By this process. */
  readonly finished: number;
  /** Before it, or by others meanwhile. */
  readonly skipped: number;
  readonly failed: readonly FailedStage[];
  /** Labels of stages that wait for a failed one. */
  readonly blocked: readonly string[];
  /** By the user. */
  readonly stopped: boolean;
  /** Why nothing more was tried, as on a full disk; null where it was. */
  readonly halted: string | null;
  /** Stages that were neither finished nor given up when it stopped. */
  readonly left: number;
  readonly seconds: number;
}

/** What a run folder is marked with: results of relaxed arithmetic differ in their last bits. */
export const numericsOf = ({ config, numerics }: Pick<Plan, 'config' | 'numerics'>): string =>
  config.fast_math ? `${numerics}-relaxed` : numerics;

/** Opens the folder of a run; throws where it does not fit. */
export function openRunFolder(plan: Plan, folder: string): Store {
  const store = openStore(folder, { numerics: numericsOf(plan) });
  store.sweepTemporaries();
  return store;
}

/**
 * Carries out every stage of a plan that is not in the run folder yet, together with other processes that do the same,
 * and records there what is run.
 */
export async function executeRun(
  plan: Plan,
  store: Store,
  options: ExecuteOptions,
): Promise<RunOutcome> {
  const began = performance.now();
  const { stages } = options.part ?? plan;
  const pending = stages.filter(({ id }) => !store.has(id));
  const datasets = pending.length === 0 ? [] : await options.loadDatasets();
  const crowd = openCrowd(store, remark);
  try {
    await freezePlan(plan, store, crowd.exclusively);
    const rest = { store, stages: stages.length, failed: [], blocked: [], halted: null };
    if (pending.length === 0) {
      const dropper = openDropper(store, stages, options.keep, remark, measuredIn(plan));
      for (const { id } of stages) dropper(id);
      const skipped = stages.length;
      return { ...rest, finished: 0, skipped, stopped: false, left: 0, seconds: 0 };
    }
    await keepMachine(store, crowd.exclusively);
    const { report, halted } = await carryOut(plan, stages, pending, {
      ...options,
      datasets,
      store,
      crowd,
    });
    const labels = new Map(stages.map(({ id, label }) => [id, label]));
    const { finished, skipped, failed, blocked } = report;
    return {
      ...rest,
      finished: finished.length,
      skipped: skipped.length,
      failed: failed.map(({ id, error }) => ({ label: labels.get(id)!, error })),
      blocked: blocked.map((id) => labels.get(id)!),
      stopped: report.stopped && options.signal.aborted,
      halted,
      left: stages.length - finished.length - skipped.length - failed.length - blocked.length,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    crowd.close();
  }
}

interface Equipment extends ExecuteOptions {
  readonly store: Store;
  readonly datasets: readonly Dataset[];
  readonly crowd: Crowd;
}

/** Trainings whose weights the preset's analyses read after the plan. */
const measuredIn = (plan: Plan): string[] => trainingsAnalysed(plan, analysesOf(plan.config));

async function carryOut(
  plan: Plan,
  stages: Plan['stages'],
  pending: Plan['stages'],
  { store, datasets, crowd, threads, signal, checkpointEvery, ...options }: Equipment,
): Promise<{ readonly report: RunReport; readonly halted: string | null }> {
  const workers = Math.min(options.workers, pending.length);
  const display = openDisplay({
    stages: pending,
    secondsOf: stageSeconds(plan),
    workers,
    stream: process.stderr,
  });
  const full = new AbortController();
  const journal = openRunJournal(store, (error) => {
    display.note((error as Error).message);
    full.abort((error as Error).message);
  });
  const note = (text: string): void => display.note(text);
  const dropper = openDropper(store, stages, options.keep, note, measuredIn(plan));
  const stopping = (): void =>
    display.note(
      'stopping: what is finished is kept, what runs continues from here next time ' +
        '(once more to quit at once)',
    );
  signal.addEventListener('abort', stopping, { once: true });
  const own = knownOwn();
  const shared: Shared = { folder: store.root, datasets, own, threads, checkpointEvery };
  try {
    const report = await runStages(stages, {
      worker: WORKER,
      ...(await workerKindOf(plan.config.backend)),
      workers,
      exists: (id) => store.has(id),
      ...(crowd.owner !== undefined && { claims: crowd.owner }),
      shared,
      signal: AbortSignal.any([signal, full.signal]),
      onEvent(event) {
        display.take(event);
        journal.take(event);
        if (event.kind === 'stage-finished' || event.kind === 'stage-skipped') dropper(event.id);
        if (event.kind === 'stage-failed' && !event.willRetry) recordFailure(store, event, full);
      },
    });
    return { report, halted: full.signal.aborted ? String(full.signal.reason) : null };
  } finally {
    signal.removeEventListener('abort', stopping);
    journal.close();
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
  if (hopeless.includes(error.code ?? '')) return full.abort(error.message);
  try {
    store.fail(id, error.message);
  } catch {
    // The reason is in the report as well.
  }
}
