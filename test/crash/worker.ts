import { writeSync } from 'node:fs';
import type { Dataset } from '@sweepstake/datasets';
import { defineWorker } from '@sweepstake/pool/worker';
import { executeStage } from '@sweepstake/stages';
import type { Stage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';

export interface Shared {
  readonly folder: string;
  readonly datasets: readonly Dataset[];
  /** Seconds. */
  readonly checkpointEvery: number;
  /** Stop for ever when the first bytes of this process's stage of that number, from 0, are written; null: never. */
  readonly pauseAtWrite: number | null;
}

let store: Store | undefined;
let written = 0;
let stepped = false;

/** As the command's worker, and says `worker PID`, `step` after the first update, and `writing` where it pauses. */
export default defineWorker<Stage, Shared>(async (task, { shared, report, stop, stopped }) => {
  if (store === undefined) writeSync(1, `worker ${process.pid}\n`);
  store ??= openStore(shared.folder, {
    create: false,
    onFirstWrite() {
      if (written++ !== shared.pauseAtWrite) return;
      writeSync(1, 'writing\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  });
  let asked = 0;
  await executeStage(task.payload, {
    store,
    datasets: new Map(shared.datasets.map((dataset) => [dataset.name, dataset])),
    clock: () => performance.now() / 1000,
    checkpointEvery: shared.checkpointEvery,
    tell: report,
    stop() {
      // It is asked before the first update, and after every one.
      if (++asked === 2 && !stepped) {
        stepped = true;
        writeSync(1, 'step\n');
      }
      return stop();
    },
    stopped,
  });
});
