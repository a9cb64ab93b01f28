import { join } from 'node:path';
import { summaryCsv } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import { getDataset } from '@sweepstake/datasets';
import { figureByName, presetOf, settingOf } from '@sweepstake/experiments';
import type { LevelsPanel, Panels, RunConfig } from '@sweepstake/experiments';
import { figureFromRows, renderPng, renderSvg } from '@sweepstake/figures';
import type { CurvesFigure, LevelsFigure } from '@sweepstake/figures';
import { fileNameOf } from './describe-run.ts';
import { nothingToDraw } from './errors.ts';
import type { Results } from './results.ts';
import { writeFile } from './write-file.ts';

/** Where figures are written unless `--figures` says otherwise. */
export const FIGURES = 'figures';

/** What was drawn, and what could not be. */
export interface WrittenFigure {
  readonly files: readonly string[];
  /** Titles of panels that no finished run supports yet. */
  readonly missing: readonly string[];
}

/** A figure with the rows that it shows; `missing` are titles of panels without any. */
interface Drawing {
  readonly definition: CurvesFigure | LevelsFigure;
  readonly rows: readonly SummaryRow[];
  readonly missing: readonly string[];
}

/**
 * Draws the figure of a run, and beside it the one against percent remaining (`...-levels`) where its preset has one:
 * SVG, PNG, the Vega-Lite specification, and the rows behind it.
 */
export async function writeFigure(results: Results, folder: string): Promise<WrittenFigure> {
  const { config } = results.plan;
  const path = join(folder, fileNameOf(config));
  const curves = define(config, results.rows);
  const levels = defineLevels(config, results.rows);
  const files = await draw(path, curves);
  if (levels !== null) files.push(...(await draw(`${path}-levels`, levels)));
  return { files, missing: [...curves.missing, ...(levels?.missing ?? [])] };
}

async function draw(path: string, { definition, rows }: Drawing): Promise<string[]> {
  const spec = figureFromRows(definition, rows);
  const svg = await renderSvg(spec);
  const contents = [
    [`${path}.svg`, svg],
    [`${path}.png`, renderPng(svg)],
    [`${path}.vl.json`, `${JSON.stringify(spec, null, 1)}\n`],
    [`${path}.csv`, summaryCsv(rows)],
  ] as const;
  for (const [file, content] of contents) writeFile(file, content);
  return contents.map(([file]) => file);
}

const isShown = (row: SummaryRow, shown: Panels['panels']): boolean =>
  shown.some(({ series }) =>
    series.some(({ variant, round }) => variant === row.variant && round === row.round),
  );

/** The panels that have something to show, and the rows that they show. */
function define(config: RunConfig, all: readonly SummaryRow[]): Drawing {
  const { panels, metric: usual } = presetOf(config.experiment, config.preset).panels;
  const setting = settingOf(config);
  const onGrid = all.filter((row) => row.at === 'iteration' && row.setting === setting);
  // A run that tests only at early stop and at the end has no curve of it.
  const metric = onGrid.some((row) => row.metric === usual) ? usual : 'validation_accuracy';
  const drawable = onGrid.filter((row) => row.metric === metric);
  const supported = panels.filter((panel) => drawable.some((row) => isShown(row, [panel])));
  if (supported.length === 0) throw nothingToDraw(config.experiment, config.preset);
  const definition: CurvesFigure = {
    kind: 'curves',
    title: titleOf(config),
    metric,
    panels: supported.map(({ title, series }) => ({
      title,
      series: series.map((line) => ({ ...line, setting })),
    })),
  };
  return {
    definition,
    rows: drawable.filter((row) => isShown(row, supported)),
    missing: panels.filter((panel) => !supported.includes(panel)).map(({ title }) => title),
  };
}

/** The panels against percent remaining that have something to show; null where the preset has none such. */
function defineLevels(config: RunConfig, all: readonly SummaryRow[]): Drawing | null {
  const panels = presetOf(config.experiment, config.preset).levels ?? [];
  const setting = settingOf(config);
  const own = all.filter((row) => row.setting === setting);
  const rowsOf = ({ metric, at, series }: LevelsPanel): SummaryRow[] =>
    own.filter(
      (row) =>
        row.metric === metric &&
        row.at === at &&
        series.some(({ variant }) => variant === row.variant),
    );
  const supported = panels.filter((panel) => rowsOf(panel).length > 0);
  if (supported.length === 0) return null;
  const definition: LevelsFigure = {
    kind: 'levels',
    title: titleOf(config),
    panels: supported.map(({ series, ...panel }) => ({
      ...panel,
      series: series.map((line) => ({ ...line, setting })),
    })),
  };
  return {
    definition,
    rows: own.filter((row) => supported.some((panel) => rowsOf(panel).includes(row))),
    missing: panels.filter((panel) => !supported.includes(panel)).map(({ title }) => title),
  };
}

const titleOf = ({ experiment, dataset }: RunConfig): string =>
  `${figureByName(experiment).title}: ${getDataset(dataset).title}`;
