import { join } from 'node:path';
import {
  latexTable,
  markdownTable,
  summaryCsv,
  summaryJson,
  thinned,
  trialsCsvLinesInOrder,
} from '@sweepstake/aggregate';
import { presetOf } from '@sweepstake/experiments';
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

/** Writes all forms of the tables into a folder. */
export function writeTables(
  { plan, runs, onGrid, rows, diverged }: Results,
  folder: string,
  options: { readonly full?: boolean } = {},
): WrittenTables {
  const { rounds, stride } = thinning({ plan, onGrid });
  const thin = stride !== null && options.full !== true;
  const keep = thin ? thinned({ rounds, stride }) : () => true;
  const lines = trialsCsvLinesInOrder(runs, keep);
  const summary = rows.filter(keep);
  const files = {
    'summary.csv': summaryCsv(summary),
    'trials.csv': lines,
    'table.md': markdownTable(rows, { diverged }),
    'table.tex': latexTable(rows, { diverged }),
    'summary.json': summaryJson(summary),
  };
  for (const [name, content] of Object.entries(files)) writeFile(join(folder, name), content);
  return { folder, files: Object.keys(files), stride: thin ? stride : null };
}

/** Only the rounds that the figure shows, at so large a stride that the file stays a few megabytes. */
function thinning({ plan, onGrid }: Pick<Results, 'plan' | 'onGrid'>) {
  const { config } = plan;
  const { plots } = presetOf(config.experiment, config.preset);
  const panels = plots.flatMap((plot) => (plot.kind === 'curves' ? plot.panels : []));
  const series = panels.flatMap((panel) => panel.series);
  const rounds = [...new Set(series.flatMap((one) => one.rounds))];
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  const all = sum([...onGrid.values()]);
  const shown = sum(rounds.map((round) => onGrid.get(round) ?? 0));
  if (all <= MOST_VALUES) return { rounds, stride: null };
  const factor = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((f) => shown / f <= MOST_VALUES);
  return { rounds, stride: config.evaluation.every * (factor ?? 1000) };
}
