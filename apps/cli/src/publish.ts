import { join } from 'node:path';
import {
  aggregateRuns,
  distributionTrialsCsv,
  divergedRuns,
  latexTable,
  markdownTable,
  MEASURES,
  mergeDistributions,
  mergeRuns,
  summaryCsv,
  summaryJson,
  trialsCsvLines,
} from '@sweepstake/aggregate';
import type { Measure, MergedRuns, RunResult } from '@sweepstake/aggregate';
import type { Plan } from '@sweepstake/experiments';
import type { Gathered } from './gather.ts';
import { measuresOf } from './measures.ts';
import { DENSITIES, TRIALS } from './published.ts';
import { densitiesOnDisk, runsOnDisk } from './results.ts';
import { writeFile } from './write-file.ts';
import { keptOf, roundsOfCurves } from './write-tables.ts';

/** Intervals between the points of a published curve. */
const MOST_INTERVALS = 50;

/** What was published. */
export interface PublishedNow extends Pick<MergedRuns, 'replaced'> {
  readonly folder: string;
  readonly files: readonly string[];
  /** How many trainings the files hold now, and of them those that they did not hold before. */
  readonly trainings: number;
  readonly added: number;
}

/**
 * Writes the published results of an experiment again, with the finished runs of one configuration added: those of all
 * presets are in the same files. Of curves, the rounds that are drawn are kept, at points that depend on nothing but
 * their length, so that what is published later fits.
 */
export function publish(
  { results: { plan }, store, published, elsewhere }: Gathered,
  folder: string,
): PublishedNow {
  const onDisk = [...runsOnDisk(plan, store)].map(thinnedBy(plan));
  const found = mergeRuns(onDisk, elsewhere.map(thinnedBy(plan))).runs;
  const { runs, replaced } = mergeRuns(found, published.runs);
  const { distributions } = mergeDistributions(
    densitiesOnDisk(plan, store),
    published.distributions,
  );
  const rows = aggregateRuns(runs);
  const tables = { diverged: divergedRuns(runs), measures: measuresFor(plan) };
  const files = {
    'summary.csv': summaryCsv(rows),
    'summary.json': summaryJson(rows),
    'table.md': markdownTable(rows, tables),
    'table.tex': latexTable(rows, tables),
    [TRIALS]: trialsCsvLines(runs),
    ...(distributions.length > 0 && { [DENSITIES]: distributionTrialsCsv(distributions) }),
  };
  for (const [name, content] of Object.entries(files)) writeFile(join(folder, name), content);
  const added = runs.length - published.runs.length;
  return { folder, files: Object.keys(files), trainings: runs.length, added, replaced };
}

function thinnedBy(plan: Plan): (run: RunResult) => RunResult {
  const rounds = roundsOfCurves(plan);
  const { every } = plan.config.evaluation;
  const points = plan.config.iterations / every;
  const factor = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((f) => points / f <= MOST_INTERVALS);
  const keep = keptOf(plan, rounds, every * (factor ?? 1000));
  return (run) => ({
    ...run,
    values: run.values.filter((value) => keep({ ...value, round: run.round })),
  });
}

/** Tables over several presets have the points of the published plan's preset. */
const measuresFor = (plan: Plan): readonly Measure[] =>
  plan.arms.length === 0 ? MEASURES : measuresOf(plan);
