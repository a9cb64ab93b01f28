import { defineWorker } from '@sweepstake/pool/worker';
import { executeStage } from '@sweepstake/stages';
import type { Stage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import type { Dataset } from '@sweepstake/datasets';

/** What every worker gets once; the arrays of the data sets are shared memory. */
export interface Shared {
  readonly folder: string;
  readonly datasets: readonly Dataset[];
  /** Of one training; default 1. */
  readonly threads?: number | undefined;
  /** Least seconds between two checkpoints. */
  readonly checkpointEvery?: number | undefined;
}

let store: Store | undefined;
let datasets: Map<string, Dataset> | undefined;

export default defineWorker<Stage, Shared>(async (task, context) => {
  store ??= openStore(context.shared.folder, { create: false });
  datasets ??= new Map(context.shared.datasets.map((dataset) => [dataset.name, dataset]));
  const id = await executeStage(task.payload, {
    store,
    datasets,
    threads: context.shared.threads,
    report: context.report,
    stop: context.stop,
    stopped: context.stopped,
    clock: () => performance.now() / 1000,
    checkpointEvery: context.shared.checkpointEvery,
    tell: context.report,
  });
  return store.record(id).record;
});
