import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSummaryCsv } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import { experimentByName, experimentNames } from '@sweepstake/experiments';
import { factsOfRows, tablesOfRows } from '@sweepstake/report';
import type { AbsentFigure, ReportFigure } from '@sweepstake/report';
import type { FoundRun } from '../choose-run.ts';
import { foldersIn, textOf } from './published.ts';

/** Where figures are gathered from. */
export interface FigureSources {
  readonly runs: readonly FoundRun[];
  readonly results: string;
  readonly version: string;
}

/** Every figure that can be shown, and what is not drawn yet. */
export async function gatherFigures({ results, version }: FigureSources): Promise<{
  readonly figures: readonly ReportFigure[];
  readonly absent: readonly AbsentFigure[];
}> {
  const figures = experimentNames().flatMap((name) => publishedFigures(results, name, version));
  return { figures, absent: [] };
}

function publishedFigures(results: string, experiment: string, version: string): ReportFigure[] {
  if (!foldersIn(results).includes(experiment)) return [];
  const folder = join(results, experiment);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.svg'))
    .sort()
    .flatMap((file) => {
      const name = file.slice(0, -'.svg'.length);
      const svg = textOf(join(folder, file));
      const csv = textOf(join(folder, `${name}.csv`));
      return svg === null || csv === null ? [] : [figureOf(experiment, name, svg, csv, version)];
    });
}

function figureOf(
  experiment: string,
  name: string,
  svg: string,
  csv: string,
  version: string,
): ReportFigure {
  const { title, about } = experimentByName(experiment);
  const rows = parseSummaryCsv(csv);
  return {
    name,
    title,
    subtitle: '',
    caption: about,
    alt: `${title}. ${about}`,
    svg,
    csv,
    tables: tablesOfRows(rows),
    command: `sweepstake figure ${experiment} --preset ${rows[0]!.preset}`,
    facts: factsOfRows(rows satisfies readonly SummaryRow[], version),
  };
}
