import type { Dataset } from '@sweepstake/datasets';
import { runStages } from '@sweepstake/pool';
import type { Measured, MeasureOptions } from '@sweepstake/stages';
import type { Store } from '@sweepstake/store';
import type { Crew } from './crew.ts';
import { WORKER } from './execute-run.ts';
import type { FailedStage } from './execute-run.ts';
import { knownOwn } from './own/own.ts';
import { workerKindOf } from './worker-kind.ts';
import type { MeasureTask, Shared } from './worker.ts';

/** What is measured, and with what. */
export interface MeasureOrder extends Crew {
  readonly store: Store;
  readonly backend: string;
  readonly datasets: readonly Dataset[];
  readonly subset: MeasureOptions['subset'];
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
}

/** What came out, by the id of the training. */
export interface MeasuredTrainings {
  readonly found: ReadonlyMap<string, Measured>;
  readonly failed: readonly FailedStage[];
  readonly stopped: boolean;
}

/** Evaluates finished trainings once more, in parallel; writes nothing. */
export async function measureTrainings(
  trainings: readonly { readonly id: string; readonly label: string }[],
  { store, backend, datasets, subset, threads, workers, signal }: MeasureOrder,
): Promise<MeasuredTrainings> {
  const shared: Shared = { folder: store.root, datasets, own: knownOwn(), threads };
  const found = new Map<string, Measured>();
  const stages = trainings.map(({ id, label }) => {
    const payload: MeasureTask = { kind: 'measure', stage: id, subset };
    return { id, label, dependsOn: [], payload };
  });
  const { failed, stopped } = await runStages(stages, {
    worker: WORKER,
    ...(await workerKindOf(backend)),
    workers,
    exists: () => false,
    shared,
    signal,
    onEvent(event) {
      if (event.kind === 'stage-finished') found.set(event.id, event.value as Measured);
    },
  });
  const labels = new Map(trainings.map(({ id, label }) => [id, label]));
  return {
    found,
    failed: failed.map(({ id, error }) => ({ label: labels.get(id)!, error })),
    stopped,
  };
}
