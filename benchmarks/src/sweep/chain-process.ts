import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '@sweepstake/datasets/node';
import { engine } from '@sweepstake/engine';
import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { runStages } from '@sweepstake/pool';
import { readSurvivors } from '@sweepstake/stages';
import { openJournal, openOwner, openStore } from '@sweepstake/store';
import type { Tensors } from '@sweepstake/training';
import { bareChain } from './bare-chain.ts';
import type { ChainOrder, ChainResult } from './order.ts';

/** One trial of figure 3 at preset `reduced`, fewer rounds, by one worker or in plain calls; prints a ChainResult. */
const order = JSON.parse(process.argv[2]!) as ChainOrder;
const dataset = await load('mnist', { env: process.env }, { fallback: 'strokes' });
const plan = expand(
  applyOverrides(configOf('figure-3', 'reduced'), [
    `dataset=${dataset.name}`,
    'trials=1',
    'reinit.rounds=',
    `iterations=${order.iterations}`,
    `rounds=${order.rounds}`,
  ]),
  engine.numerics,
);
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const begun = { wall: performance.now(), cpu: cpuSeconds() };
const { weights, ...seconds } =
  order.kind === 'bare'
    ? {
        store: 0,
        stages: 0,
        weights: await bareChain(
          dataset,
          plan.stages.map(({ payload }) => payload),
        ),
      }
    : await fullChain(plan);
const result: ChainResult = {
  dataset: dataset.name,
  wall: (performance.now() - begun.wall) / 1000,
  cpu: cpuSeconds() - begun.cpu,
  ...seconds,
  weights: hashOf(weights),
};
process.stdout.write(`${JSON.stringify(result)}\n`);

async function fullChain({
  stages,
}: Plan): Promise<Pick<ChainResult, 'store' | 'stages'> & { weights: Tensors }> {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-bench-'));
  try {
    const store = openStore(folder, { numerics: engine.numerics });
    const owner = openOwner(store);
    const journal = openJournal(store);
    const spent = { store: 0, stages: 0 };
    const report = await runStages(stages, {
      worker: new URL('./worker.ts', import.meta.url),
      workers: 1,
      exists: (id) => store.has(id),
      claims: owner,
      shared: { folder, datasets: [dataset] },
      onEvent(event) {
        if (event.kind === 'stage-started') journal.append({ kind: 'started', id: event.id });
        if (event.kind !== 'stage-finished') return;
        journal.append({ kind: 'finished', id: event.id, seconds: event.seconds });
        spent.store += event.value as number;
        spent.stages += event.seconds;
      },
    });
    if (report.failed.length > 0) throw new Error(report.failed[0]!.error.message);
    owner.close();
    journal.close();
    const last = stages.findLast(({ payload }) => payload.kind === 'train')!;
    return { ...spent, weights: readSurvivors(store, last.id).weights };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hashOf(tensors: Tensors): string {
  const hash = createHash('sha256');
  for (const [name, tensor] of [...tensors].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(name).update(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength));
  return hash.digest('hex');
}
