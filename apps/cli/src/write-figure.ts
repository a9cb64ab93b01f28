import { join } from 'node:path';
import { summaryCsv } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import { getDataset } from '@sweepstake/datasets';
import { armsOf, figureByName, presetOf, settingOf } from '@sweepstake/experiments';
import type { CurvesPlot, RunConfig } from '@sweepstake/experiments';
import { figureFromRows, renderPng, renderSvg } from '@sweepstake/figures';
import type { CurvesFigure } from '@sweepstake/figures';
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
  readonly definition: CurvesFigure;
  readonly rows: readonly SummaryRow[];
  readonly missing: readonly string[];
}

/** Draws the curves of a run: SVG, PNG, the Vega-Lite specification, and the rows behind them. */
export async function writeFigure(results: Results, folder: string): Promise<WrittenFigure> {
  const { config } = results.plan;
  const curves = define(config, results.rows);
  const files = await draw(join(folder, fileNameOf(config)), curves);
  return { files, missing: curves.missing };
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

const isShown = (row: SummaryRow, shown: CurvesPlot['panels']): boolean =>
  shown.some(({ series }) =>
    series.some(({ variant, rounds }) => variant === row.variant && rounds.includes(row.round)),
  );

/** The panels that have something to show, and the rows that they show. */
function define(config: RunConfig, all: readonly SummaryRow[]): Drawing {
  const { plots } = presetOf(config.experiment, config.preset);
  const plot = plots.find(({ kind }) => kind === 'curves') as CurvesPlot | undefined;
  if (plot === undefined) throw nothingToDraw(config.experiment, config.preset);
  const { panels, metric: usual } = plot;
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
      series: series.flatMap(({ variant, rounds }) =>
        rounds
          .filter((round) => drawable.some((row) => row.variant === variant && row.round === round))
          .map((round) => ({ variant, round, setting })),
      ),
    })),
  };
  return {
    definition,
    rows: drawable.filter((row) => isShown(row, supported)),
    missing: panels.filter((panel) => !supported.includes(panel)).map(({ title }) => title),
  };
}

const titleOf = (config: RunConfig): string => {
  const dataset = armsOf(config)[0]?.config.dataset ?? config.dataset;
  return `${figureByName(config.experiment).title}: ${getDataset(dataset).title}`;
};
