import { expand } from '@sweepstake/experiments';
import { runStages } from '@sweepstake/pool';
import { openStore } from '@sweepstake/store';
import { freezePlan } from '../../../apps/cli/src/freeze-plan.ts';
import { openCrowd } from '../../../apps/cli/src/open-crowd.ts';
import { openRunJournal } from '../../../apps/cli/src/run-journal.ts';
import type { FakeShared } from './fake-worker.ts';
import { sweepOf } from './sweep.ts';

/** What this process does. */
export interface SweepOrder {
  readonly folder: string;
  readonly stages: number;
  /** `plan` stops when the plan is frozen; `run` then carries out what is not there, up to `most` stages. */
  readonly step: 'plan' | 'run';
  readonly most: number;
  readonly workers: number;
}

/** What came of it. */
export interface SweepResult {
  readonly stages: number;
  readonly runs: number;
  /** Of the plan alone, without freezing it. */
  readonly expandSeconds: number;
  readonly finished: number;
}

const NUMERICS = 'engine-1';

/**
 * Plans and runs a sweep as the command does, with its plan file, claims and journal, but with trainings that compute
 * nothing: node sweep-process.ts <SweepOrder as JSON>. Prints a SweepResult.
 */
const { folder, stages, step, most, workers } = JSON.parse(process.argv[2] ?? '{}') as SweepOrder;
const began = performance.now();
const plan = expand(sweepOf(stages), NUMERICS);
const expandSeconds = (performance.now() - began) / 1000;
const store = openStore(folder, { numerics: NUMERICS });
const crowd = openCrowd(store, console.error);
await freezePlan(plan, store, crowd.exclusively);
const finished = step === 'run' ? await run() : 0;
crowd.close();
const result: SweepResult = {
  stages: plan.stages.length,
  runs: plan.runs.length,
  expandSeconds,
  finished,
};
console.log(JSON.stringify(result));

async function run(): Promise<number> {
  const journal = openRunJournal(store, console.error);
  const enough = new AbortController();
  const shared: FakeShared = { folder };
  let count = 0;
  const report = await runStages(plan.stages, {
    worker: new URL('./fake-worker.ts', import.meta.url),
    workers,
    exists: (id) => store.has(id),
    ...(crowd.owner !== undefined && { claims: crowd.owner }),
    shared,
    signal: enough.signal,
    onEvent(event) {
      journal.take(event);
      if (event.kind === 'stage-finished' && ++count === most) enough.abort();
    },
  });
  journal.close();
  if (report.failed.length > 0)
    throw new Error(`a stage failed: ${report.failed[0]!.error.message}`);
  return report.finished.length;
}
