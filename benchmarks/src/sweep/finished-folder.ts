import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawStrokes } from '@sweepstake/datasets';
import { engine } from '@sweepstake/engine';
import { configOf, expand } from '@sweepstake/experiments';
import { runStages } from '@sweepstake/pool';
import { canonicalStage, executeStage } from '@sweepstake/stages';
import type { Stage } from '@sweepstake/stages';
import { openOwner, openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';

export interface ResumeTime {
  readonly stages: number;
  /** Planning, opening the folder, and a run that finds all stages finished. */
  readonly seconds: number;
}

/**
 * How long a run of figure 3 at preset `paper` takes on a folder where everything is finished. The stages there are
 * copies of one short training and one pruning, under the names of the real ones.
 */
export async function resumeTime(repeats: number): Promise<ResumeTime[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-bench-'));
  try {
    const config = configOf('figure-3', 'paper');
    const store = openStore(folder, { numerics: engine.numerics });
    await fill(
      store,
      expand(config, engine.numerics).stages.map(({ payload, id }) => ({ payload, id })),
    );
    const times: ResumeTime[] = [];
    for (let i = 0; i < repeats; i++) {
      const begun = performance.now();
      const { stages } = expand(config, engine.numerics);
      const again = openStore(folder, { numerics: engine.numerics });
      again.sweepTemporaries();
      const owner = openOwner(again);
      const report = await runStages(stages, {
        worker: new URL('./worker.ts', import.meta.url),
        workers: 1,
        exists: (id) => again.has(id),
        claims: owner,
      });
      owner.close();
      if (report.skipped.length !== stages.length)
        throw new Error('a stage was not found finished');
      times.push({ stages: stages.length, seconds: (performance.now() - begun) / 1000 });
    }
    return times;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Publishes every stage with the files of a short one of its kind. */
async function fill(
  store: Store,
  stages: readonly { id: string; payload: Stage }[],
): Promise<void> {
  const first = stages[0]!.payload;
  if (first.kind !== 'train') throw new Error('a plan begins with a training');
  const short: Stage = {
    ...first,
    dataset: 'strokes',
    iterations: 2,
    split: { ...first.split, validation: 50 },
  };
  const datasets = new Map([['strokes', drawStrokes({ train: 200, test: 20 })]]);
  const trained = await executeStage(short, { store, datasets });
  const pruned = await executeStage(
    { kind: 'prune', criterion: 'layerwise-magnitude', from: trained, rates: { hidden: 0.2 } },
    { store, datasets },
  );
  const outputs = new Map(
    [trained, pruned].map((id) => {
      const { record, files } = store.record(id);
      const read = Object.keys(files).map((name) => [name, store.read(id, name)] as const);
      return [id, { record, files: new Map(read) }];
    }),
  );
  for (const { id, payload } of stages)
    store.publish(id, {
      config: canonicalStage(payload),
      ...outputs.get(payload.kind === 'train' ? trained : pruned)!,
    });
}
