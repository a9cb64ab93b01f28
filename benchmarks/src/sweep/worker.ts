import type { Dataset } from '@sweepstake/datasets';
import { defineWorker } from '@sweepstake/pool/worker';
import { executeStage } from '@sweepstake/stages';
import type { Stage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import { timedStore } from './timed-store.ts';

/** The command's worker, except that it returns the seconds that its calls of the store took. */
export default defineWorker<Stage, { folder: string; datasets: readonly Dataset[] }>(
  async ({ payload }, { shared, report, stop, stopped }) => {
    const { store, seconds } = timedStore(openStore(shared.folder, { create: false }));
    await executeStage(payload, {
      store,
      datasets: new Map(shared.datasets.map((dataset) => [dataset.name, dataset])),
      report,
      stop,
      stopped,
      tell: report,
      clock: () => performance.now() / 1000,
    });
    return seconds();
  },
);
