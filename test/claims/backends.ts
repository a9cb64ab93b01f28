/**
 * The same experiment on every backend: holds the finished runs of an experiment on TensorFlow.js against the engine's.
 * The first training losses of every trial must agree within 0.1%, the masks after round 1 in 99.5% of the weights, and
 * mean test accuracies within 0.3 points. Beside the masks it tells what becomes of the engine's own when one bit of one
 * initial weight is another.
 *
 * `node --conditions=@sweepstake/source test/claims/backends.ts [figure-3] [--preset quick] [--backends tfjs-wasm,tfjs-node]
 * [--steps 100] [--out results/backends]`, after `sweepstake run figure-3 --preset quick --backend NAME` of each and of
 * the engine. Ends with status 1 where something is further apart, 2 where a run is not there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aggregateRuns } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import type { Dataset } from '@sweepstake/datasets';
import { load } from '@sweepstake/datasets/node';
import { applyOverrides, collectRuns, configOf, expand } from '@sweepstake/experiments';
import type { Plan, RunConfig } from '@sweepstake/experiments';
import { backendByName, readRun, readTicket, recordStage } from '@sweepstake/stages';
import type { TrainStage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { agreementOfMasks, furthestLoss, percentText } from './agreement.ts';
import { agreements, masksAt, nudged } from './drift.ts';

const LEAST = { loss: 1e-3, masks: 0.995, points: 0.3 };

/** A finished run of one backend. */
interface Finished {
  readonly backend: string;
  readonly plan: Plan;
  readonly store: Store;
  readonly rows: readonly SummaryRow[];
}

interface Choices {
  readonly experiment: string;
  readonly preset: string;
  readonly steps: number;
}

class NotThere extends Error {}

/** Opens a finished run where the command keeps it by default. */
async function finished(backend: string, { experiment, preset }: Choices): Promise<Finished> {
  const config = applyOverrides(configOf(experiment, preset), [`backend=${backend}`]);
  const { numerics } = await backendByName(backend);
  const plan = expand(config, numerics);
  const own = configOf(experiment, preset).backend;
  const folder = join(
    'runs',
    [experiment, preset, ...(backend === own ? [] : [backend])].join('-'),
  );
  const again = `sweepstake run ${experiment} --preset ${preset} --backend ${backend}`;
  let store: Store;
  try {
    store = openStore(folder, { numerics, create: false });
  } catch (error) {
    throw new NotThere(`${(error as Error).message}; run it first: ${again}`, { cause: error });
  }
  const left = plan.stages.filter(({ id }) => !store.has(id)).length;
  if (left > 0) throw new NotThere(`${left} stages of ${folder} are not finished: ${again}`);
  const rows = aggregateRuns([...collectRuns(plan, (id) => readRun(store, id))]);
  return { backend, plan, store, rows };
}

/** Losses of the first steps of the dense training of every trial. */
async function firstLosses(
  { plan, store }: Finished,
  dataset: Dataset,
  steps: number,
): Promise<Map<number, Float32Array>> {
  const losses = new Map<number, Float32Array>();
  const payloads = new Map(plan.stages.map(({ id, payload }) => [id, payload]));
  for (const { stage, trial, round, variant } of plan.runs) {
    if (round !== 0 || variant !== 'ticket') continue;
    const context = { store, datasets: new Map([[dataset.name, dataset]]) };
    const { tensors } = await recordStage(payloads.get(stage) as TrainStage, { steps }, context);
    losses.set(trial, tensors.get('loss')!.data as Float32Array);
  }
  return losses;
}

/** The masks that the round 1 ticket of every trial trains under. */
function firstMasks({ plan, store }: Finished): Map<number, ReadonlyMap<string, Uint8Array>> {
  const payloads = new Map(plan.stages.map(({ id, payload }) => [id, payload]));
  const tickets = plan.runs.filter(({ round, variant }) => round === 1 && variant === 'ticket');
  return new Map(
    tickets.map(({ stage, trial }) => {
      const { mask } = payloads.get(stage) as TrainStage;
      return [trial, readTicket(store, mask!.stage).masks];
    }),
  );
}

/** Mean test accuracies that both have, with their difference in points. */
function accuracies(ours: readonly SummaryRow[], theirs: readonly SummaryRow[]) {
  const key = ({ variant, round, at }: SummaryRow): string => `${variant} ${round} ${at}`;
  const wanted = ({ metric, at }: SummaryRow): boolean =>
    metric === 'test_accuracy' && at !== 'iteration';
  const others = new Map(theirs.filter(wanted).map((row) => [key(row), row]));
  return ours.filter(wanted).map((row) => {
    const other = others.get(key(row));
    if (other === undefined || other.runs !== row.runs)
      throw new NotThere(`${key(row)} has ${other?.runs ?? 0} runs instead of ${row.runs}`);
    return { row, other, points: 100 * (other.mean - row.mean) };
  });
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** After how many iterations rounding decides which weights are pruned, with the engine's own rounding as a measure. */
async function drift(
  config: RunConfig,
  dataset: Dataset,
  backends: readonly string[],
): Promise<string> {
  const last = config.iterations;
  const iterations = [100, 250, 500, 1000, 2000, last].filter(
    (t, i, all) => all.indexOf(t) === i && t <= last,
  );
  const engine = await backendByName('engine');
  const expected = await masksAt(iterations, config, dataset, engine);
  const rows: (readonly [string, readonly number[]])[] = [];
  const moved = await masksAt(iterations, config, dataset, engine, nudged);
  rows.push([
    'engine, one weight of the output layer moved to the next float32',
    agreements(moved, expected),
  ]);
  for (const name of backends) {
    const masks = await masksAt(iterations, config, dataset, await backendByName(name));
    rows.push([name, agreements(masks, expected)]);
  }
  return [
    '## What rounding does to a mask',
    'The dense training of trial 0 (the same streams), pruned after so many iterations: weights whose mask is the one of the engine. The first row is the engine against itself, with one of its initial weights one bit away: a difference that small grows to this by itself. When it begins to grow is chance, so that one training is no bound.',
    table(
      ['', ...iterations.map(String)],
      rows.map(([name, shares]) => [name, ...shares.map(percentText)]),
    ),
  ].join('\n\n');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      preset: { type: 'string', default: 'quick' },
      backends: { type: 'string', default: 'tfjs-wasm,tfjs-node' },
      steps: { type: 'string', default: '100' },
      out: { type: 'string' },
    },
  });
  const { preset, out } = values;
  const choices = { experiment: positionals[0] ?? 'figure-3', preset, steps: Number(values.steps) };
  const engine = await finished('engine', choices);
  const { config } = engine.plan;
  const dataset = await load(config.dataset, { env: process.env });
  const ours = {
    losses: await firstLosses(engine, dataset, choices.steps),
    masks: firstMasks(engine),
  };
  const blocks = [
    `# ${choices.experiment}, preset ${preset}, on every backend`,
    `\`npm run claims:backends -- ${choices.experiment} --preset ${preset}\`, after \`sweepstake run ${choices.experiment} --preset ${preset} --backend NAME\` of each.`,
    `- Machine: ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}\n- Data: ${dataset.title}\n- ${config.trials} trials of ${config.iterations} iterations; the same streams on every backend`,
  ];
  let fits = true;
  for (const name of values.backends.split(',')) {
    const run = await finished(name, choices);
    const losses = await firstLosses(run, dataset, choices.steps);
    const masks = firstMasks(run);
    const trials = [...ours.losses].map(([trial, expected]) => {
      const loss = furthestLoss(losses.get(trial)!, expected);
      const share = agreementOfMasks(masks.get(trial)!, ours.masks.get(trial)!);
      fits &&= loss.relative <= LEAST.loss && share >= LEAST.masks;
      return [
        String(trial),
        `${loss.relative.toExponential(1)} (step ${loss.step})`,
        percentText(share),
      ];
    });
    const levels = accuracies(engine.rows, run.rows);
    const furthest = Math.max(...levels.map(({ points }) => Math.abs(points)));
    fits &&= furthest <= LEAST.points;
    blocks.push(
      `## ${name} (${run.plan.numerics}) against the engine (${engine.plan.numerics})`,
      table(
        [
          'trial',
          `first ${choices.steps} losses: largest relative difference`,
          'weights whose mask after round 1 agrees',
        ],
        trials,
      ),
      `Targets: at most ${LEAST.loss}; at least ${percentText(LEAST.masks)}. Mean test accuracy in percent, largest difference ${furthest.toFixed(2)} points of ${LEAST.points}:`,
      table(
        ['', 'runs', 'engine', name, 'difference in points'],
        levels.map(({ row, other, points }) => [
          `${row.variant}, round ${row.round}, ${row.at.replace('_', ' ')}`,
          String(row.runs),
          (100 * row.mean).toFixed(2),
          (100 * other.mean).toFixed(2),
          points.toFixed(2),
        ]),
      ),
    );
  }
  blocks.push(await drift(engine.plan.config, dataset, values.backends.split(',')));
  const text = `${blocks.join('\n\n')}\n`;
  process.stdout.write(text);
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${choices.experiment}-${preset}.md`), text);
  }
  if (!fits) console.error('some differences are larger than allowed');
  return fits ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof NotThere ? 2 : 1;
}
