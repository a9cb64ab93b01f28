import { defineWorker } from '@sweepstake/pool/worker';
import { executeStage, measureStage } from '@sweepstake/stages';
import type { MeasureOptions, Stage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import type { Dataset } from '@sweepstake/datasets';
import { addOwn } from './own/own.ts';
import type { Own } from './own/own.ts';

/** What every worker gets once; the arrays of the data sets are shared memory. */
export interface Shared {
  readonly folder: string;
  readonly datasets: readonly Dataset[];
  /** Networks and data sets that are not built in; their arrays are among `datasets`. */
  readonly own?: Own | undefined;
  /** Of one training; default 1. */
  readonly threads?: number | undefined;
  /** Least seconds between two checkpoints. */
  readonly checkpointEvery?: number | undefined;
}

/** A finished training that is evaluated once more. */
export interface MeasureTask {
  readonly kind: 'measure';
  /** Id of the training. */
  readonly stage: string;
  readonly subset: MeasureOptions['subset'];
}

let store: Store | undefined;
let datasets: Map<string, Dataset> | undefined;

export default defineWorker<Stage | MeasureTask, Shared>(async ({ payload }, context) => {
  if (store === undefined && context.shared.own !== undefined)
    addOwn(context.shared.own, 'own.json');
  store ??= openStore(context.shared.folder, { create: false });
  datasets ??= new Map(context.shared.datasets.map((dataset) => [dataset.name, dataset]));
  const { threads, checkpointEvery } = context.shared;
  if (payload.kind === 'measure')
    return measureStage(payload.stage, { subset: payload.subset }, { store, datasets, threads });
  const id = await executeStage(payload, {
    store,
    datasets,
    threads,
    report: context.report,
    stop: context.stop,
    stopped: context.stopped,
    clock: () => performance.now() / 1000,
    checkpointEvery,
    tell: context.report,
  });
  return store.record(id).record;
});
