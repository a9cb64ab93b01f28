import { runStages } from '@sweepstake/pool';
import type { CheckpointEvent } from '@sweepstake/stages';
import { openJournal, openOwner, openStore } from '@sweepstake/store';
import { drawData, NUMERICS, planOf } from './sweep.ts';
import type { Shared } from './worker.ts';

/** What one process is to do; its only argument, as JSON. */
export interface LifeOrder extends Omit<Shared, 'datasets'> {
  readonly trials: number;
  readonly workers: number;
  readonly isolation: 'thread' | 'process';
  /** Stages in another order than the plan's, by this seed; 0: as planned. */
  readonly shuffle: number;
}

/** One process that carries out what is left of the sweep, until it is done or killed. */
const order = JSON.parse(process.argv[2]!) as LifeOrder;
const { folder, trials, workers, isolation, shuffle, ...rest } = order;
const plan = planOf(trials);
const store = openStore(folder, { numerics: NUMERICS });
store.sweepTemporaries();
const owner = openOwner(store);
const journal = openJournal(store);
const shared: Shared = { folder, datasets: [drawData()], ...rest };

/** The same stages with priorities drawn anew: any order that the graph allows. */
const shuffled = plan.stages.map((stage, i) => ({
  ...stage,
  priority: Math.imul((i + 1) * shuffle, 0x9e3779b1) >>> 0,
}));

const report = await runStages(shuffle === 0 ? plan.stages : shuffled, {
  worker: new URL('./worker.ts', import.meta.url),
  workers,
  isolation,
  claims: owner,
  pollEvery: 20,
  exists: (id) => store.has(id),
  shared,
  onEvent(event) {
    switch (event.kind) {
      case 'stage-started':
        return journal.append({ kind: 'started', id: event.id, worker: event.worker });
      case 'stage-finished':
        return journal.append({ kind: 'finished', id: event.id, seconds: event.seconds });
      case 'stage-failed':
        return journal.append({ kind: 'failed', id: event.id, reason: event.error.message });
      case 'stage-progress': {
        const { id, progress } = event;
        const told = progress as CheckpointEvent;
        if (told.kind === 'checkpointed') return journal.append({ ...told, id });
        console.log(told.kind === 'continued' ? 'continued' : told.message);
        return;
      }
    }
  },
});
owner.close();
journal.close();
if (report.failed.length > 0) {
  console.error(report.failed);
  process.exit(1);
}
console.log('done');
