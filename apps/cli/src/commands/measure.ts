import { aggregateRuns, formatPercentRemaining } from '@sweepstake/aggregate';
import type { RunResult, SummaryRow } from '@sweepstake/aggregate';
import type { Plan } from '@sweepstake/experiments';
import type { Measured, TrainRecord } from '@sweepstake/stages';
import type { Store } from '@sweepstake/store';
import { chooseRun, findRuns, RUNS } from '../choose-run.ts';
import type { FoundRun } from '../choose-run.ts';
import { columns } from '../columns.ts';
import { crewOf, crewWish } from '../crew.ts';
import type { CrewFlags } from '../crew.ts';
import { dataLoader } from '../data-loader.ts';
import { flagsOf } from '../describe-run.ts';
import { counted } from '../duration.ts';
import { ambiguousRun, badFlag, nothingRun, noWeights, unknownMetric } from '../errors.ts';
import { openRunFolder } from '../execute-run.ts';
import { EXIT } from '../exit-status.ts';
import { experimentNamed } from '../experiment-named.ts';
import { measureTrainings } from '../measure-trainings.ts';
import { planOf } from '../plan-of.ts';
import type { ConfigFlags } from '../resolve-config.ts';
import { remark, say, sayJson } from '../shell.ts';

/** Flags of `sweepstake measure`. */
export interface MeasureFlags extends ConfigFlags, CrewFlags {
  readonly runs?: string;
  readonly subset?: string;
  readonly json?: boolean;
}

const METRICS = ['accuracy', 'loss'] as const;
const SUBSETS = ['train', 'validation', 'test'] as const;

const SURVIVORS = 'survivors.safetensors';

/** `sweepstake measure`: evaluates the weights that trainings ended with once more; trains nothing, writes nothing. */
export async function measure(
  metricName: string,
  experiment: string | undefined,
  flags: MeasureFlags,
  signal: AbortSignal,
): Promise<number> {
  const metric = METRICS.find((one) => one === metricName);
  if (metric === undefined) throw unknownMetric(metricName, METRICS);
  const subset = SUBSETS.find((one) => one === (flags.subset ?? 'test'));
  if (subset === undefined) throw badFlag('--subset', flags.subset ?? '', SUBSETS.join(', '));
  const wish = crewWish(flags);
  const run = chosenRun(experiment, flags);
  const { config, folder } = run;
  const plan = await planOf(config);
  const store = openRunFolder(plan, folder);
  const { trainings, without } = measurable(plan, store, folder);
  const tell = flags.json === true ? remark : say;
  tell(`${config.experiment} ${flagsOf(config)}: ${counted(trainings.length, 'training')}`);
  const { found, failed, stopped } = await measureTrainings(trainings, {
    ...crewOf(wish, trainings),
    store,
    backend: config.backend,
    datasets: await dataLoader(tell)(plan),
    subset,
    signal,
  });
  const runs = resultsOf(plan, store, found, `${subset}_${metric}`, metric);
  const rows = aggregateRuns(runs);
  if (flags.json === true) sayJson({ config, folder, metric, subset, rows, runs: valuesOf(runs) });
  else if (rows.length > 0) for (const line of tableOf(rows, `${subset} ${metric}`)) say(line);
  for (const { label, error } of failed) remark(`not measured: ${label}: ${error.message}`);
  for (const line of without) remark(line);
  return stopped ? EXIT.requeue : failed.length > 0 ? EXIT.failed : EXIT.done;
}

/** Of an experiment as `aggregate` chooses it; without one, the only run that there is. */
function chosenRun(experiment: string | undefined, flags: MeasureFlags): FoundRun {
  if (experiment !== undefined) return chooseRun(experimentNamed(experiment, flags.runs), flags);
  const found = findRuns(flags.runs);
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw nothingRun(
      'any experiment',
      flags.runs ?? RUNS,
      'run one first, as in sweepstake run figure-3',
    );
  throw ambiguousRun(
    'any experiment',
    found.map(({ config, folder }) => `${config.experiment} ${flagsOf(config)} --runs ${folder}`),
  );
}

/** Trainings that have their last weights, and lines on those that do not. Throws where there is none. */
function measurable(plan: Plan, store: Store, folder: string) {
  const all = plan.stages.filter(({ payload }) => payload.kind === 'train');
  const finished = all.filter(({ id }) => store.has(id));
  const records = new Map(finished.map(({ id }) => [id, store.record(id)]));
  const diverged = (id: string): boolean =>
    (records.get(id)!.record as TrainRecord).diverged !== null;
  const isDropped = (id: string): boolean => records.get(id)!.files[SURVIVORS]?.dropped === true;
  const trainings = finished.filter(({ id }) => !diverged(id) && !isDropped(id));
  const dropped = finished.filter(({ id }) => isDropped(id)).length;
  const without = [
    ...(all.length === finished.length
      ? []
      : [`left out: ${counted(all.length - finished.length, 'training')}, not finished yet`]),
    ...(dropped === 0
      ? []
      : [`left out: ${counted(dropped, 'training')}, whose weights were dropped (--keep masks)`]),
  ];
  if (trainings.length === 0)
    throw noWeights(folder, without.join('; ') || 'every training diverged');
  return { trainings, without };
}

/** What was measured under the labels of the plan, as the aggregator takes it. */
function resultsOf(
  { config, numerics, runs }: Plan,
  store: Store,
  found: ReadonlyMap<string, Measured>,
  name: string,
  metric: (typeof METRICS)[number],
): RunResult[] {
  const { experiment, preset, backend, fast_math: relaxed } = config;
  return runs.flatMap((label) => {
    const measured = found.get(label.stage);
    const value = measured?.[metric] ?? null;
    if (measured === undefined || value === null) return [];
    const { percentRemaining, earlyStop } = store.record(label.stage).record as TrainRecord;
    return {
      experiment,
      preset,
      backend,
      numerics: relaxed ? `${numerics}-relaxed` : numerics,
      ...label,
      percentRemaining,
      diverged: false,
      earlyStop,
      values: [{ metric: name, at: 'end' as const, iteration: measured.iteration, value }],
    };
  });
}

const valuesOf = (runs: readonly RunResult[]) =>
  runs.map(({ stage, variant, round, trial, replicate, values }) => {
    return { stage, variant, round, trial, replicate, value: values[0]!.value };
  });

/** Mean, minimum and maximum over trials, with six digits. */
const tableOf = (rows: readonly SummaryRow[], title: string): string[] =>
  columns(
    [
      ['variant', '% remaining', `${title} at the end`, 'minimum', 'maximum', 'runs'],
      ...rows.map(({ variant, percent_remaining, mean, min, max, runs }) => [
        variant,
        formatPercentRemaining(percent_remaining),
        ...[mean, min, max, runs].map(String),
      ]),
    ],
    [1, 2, 3, 4, 5],
  );
