import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '@sweepstake/datasets/node';
import { engine } from '@sweepstake/engine';
import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import { runStages, type PoolEvent } from '@sweepstake/pool';
import { openStore } from '@sweepstake/store';
import type { Shared } from '../../../apps/cli/src/worker.ts';
import type { StagesOrder, StagesResult } from './order.ts';

/**
 * Runs part of figure 3 as the command does, with its own worker module, in a process of its own: prints `ready`, waits for
 * a line, runs, prints a StagesResult.
 */
const order = JSON.parse(process.argv[2] ?? '{}') as StagesOrder;
const { workers, trials, seed, iterations, rounds } = order;

const dataset = await load('mnist', { env: process.env }, { fallback: 'strokes' });
const config = applyOverrides(configOf('figure-3', 'paper'), [
  `dataset=${dataset.name}`,
  `trials=${trials}`,
  `seed=${seed}`,
  `iterations=${iterations}`,
  `rounds=${rounds}`,
  'reinit.rounds=',
]);
const plan = expand(config, engine.numerics);
const folder = mkdtempSync(join(tmpdir(), 'sweepstake-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
const store = openStore(folder, { numerics: engine.numerics });

const running = new Set<string>();
const finished = { stages: 0, first: 0 };
const samples: { full: boolean; bytes: number }[] = [];

function onEvent(event: PoolEvent): void {
  if (event.kind === 'stage-started') running.add(event.id);
  else if (event.kind === 'stage-finished') {
    running.delete(event.id);
    finished.stages++;
  }
}

process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));

const start = performance.now();
// Every worker has trained and evaluated once by the time each has finished a stage.
const sampler = setInterval(() => {
  const full = running.size === workers && finished.stages >= workers;
  samples.push({ full, bytes: process.memoryUsage.rss() });
}, 50);
const shared: Shared = { folder, datasets: [dataset] };
const report = await runStages(plan.stages, {
  worker: new URL('../../../apps/cli/src/worker.ts', import.meta.url),
  workers,
  exists: (id) => store.has(id),
  onEvent,
  shared,
});
const seconds = (performance.now() - start) / 1000;
clearInterval(sampler);

const trainings = plan.stages.filter(({ payload }) => payload.kind === 'train').length;
const result: StagesResult = {
  dataset: dataset.name,
  seconds,
  updates: trainings * iterations,
  failed: report.failed.map(({ error }) => error.message),
  steady: samples.filter((s) => s.full).map((s) => s.bytes),
  peak: peakBytes(),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.stdin.destroy();

/** Largest resident size so far (VmHWM), or the largest sample where the system does not tell. */
function peakBytes(): number {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return Math.max(...samples.map((s) => s.bytes));
  }
}
