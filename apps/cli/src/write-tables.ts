import { join } from 'node:path';
import {
  distributionTrialsCsv,
  latexTable,
  markdownTable,
  summaryCsv,
  summaryJson,
  thinned,
  trialsCsvLinesInOrder,
} from '@sweepstake/aggregate';
import type { Distribution, TrialRow } from '@sweepstake/aggregate';
import { presetOf } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { measuresOf } from './measures.ts';
import { DENSITIES, TRIALS } from './published.ts';
import type { Results } from './results.ts';
import { writeFile } from './write-file.ts';

/** Values on the evaluation grid in `trials.csv`, above which curves are thinned; some 150 bytes each. */
const MOST_VALUES = 12_500;

/** Where tables are written unless `--tables` says otherwise. */
export const TABLES = 'tables';

/** The files that were written. */
export interface WrittenTables {
  readonly folder: string;
  readonly files: readonly string[];
  /** Distance in iterations of the values of curves in the files, where not all are there. */
  readonly stride: number | null;
}

/** Writes all forms of the tables into a folder; densities where there are any. */
export function writeTables(
  { plan, runs, onGrid, rows, diverged }: Results,
  folder: string,
  options: { readonly full?: boolean; readonly densities?: readonly Distribution[] } = {},
): WrittenTables {
  const rounds = roundsOfCurves(plan);
  const stride = strideOf(plan, onGrid, rounds);
  const thin = stride !== null && options.full !== true;
  const keep = thin ? keptOf(plan, rounds, stride) : () => true;
  const lines = trialsCsvLinesInOrder(runs, keep);
  const summary = rows.filter(keep);
  const tables = { diverged, measures: measuresOf(plan) };
  const { densities = [] } = options;
  const files = {
    'summary.csv': summaryCsv(summary),
    [TRIALS]: lines,
    'table.md': markdownTable(rows, tables),
    'table.tex': latexTable(rows, tables),
    'summary.json': summaryJson(summary),
    ...(densities.length > 0 && { [DENSITIES]: distributionTrialsCsv(densities) }),
  };
  for (const [name, content] of Object.entries(files)) writeFile(join(folder, name), content);
  return { folder, files: Object.keys(files), stride: thin ? stride : null };
}

/** The rounds whose curves the plots show. */
export function roundsOfCurves({ config }: Pick<Plan, 'config'>): number[] {
  const { plots } = presetOf(config.experiment, config.preset);
  const panels = plots.flatMap((plot) => (plot.kind === 'curves' ? plot.panels : []));
  return [...new Set(panels.flatMap(({ series }) => series.flatMap(({ rounds }) => rounds)))];
}

/** A filter that thins curves, and keeps what is reported at iterations by name. */
export function keptOf(
  { arms }: Pick<Plan, 'arms'>,
  rounds: readonly number[],
  stride: number,
): (row: Pick<TrialRow, 'at' | 'round' | 'iteration'>) => boolean {
  const reported = new Set(arms.flatMap(({ config }) => config.evaluation.at));
  const isThin = thinned({ rounds, stride });
  return (row) => isThin(row) || (row.iteration !== null && reported.has(row.iteration));
}

/** So large a stride that the file stays a few megabytes; null where all values do. */
function strideOf(
  { config }: Plan,
  onGrid: Results['onGrid'],
  rounds: readonly number[],
): number | null {
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  if (sum([...onGrid.values()]) <= MOST_VALUES) return null;
  const shown = sum(rounds.map((round) => onGrid.get(round) ?? 0));
  const factor = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((f) => shown / f <= MOST_VALUES);
  return config.evaluation.every * (factor ?? 1000);
}
