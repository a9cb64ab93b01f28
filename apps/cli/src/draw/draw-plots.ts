import { csvLines, distributionsCsv, summaryCsv } from '@sweepstake/aggregate';
import type { DistributionRow, SummaryRow } from '@sweepstake/aggregate';
import { getDataset } from '@sweepstake/datasets';
import { figureByName, presetOf } from '@sweepstake/experiments';
import type { Plot } from '@sweepstake/experiments';
import { figureFromRows, renderSvg } from '@sweepstake/figures';
import type { FigureDefinition } from '@sweepstake/figures';
import { fileNameOf } from '../describe-run.ts';
import { counted } from '../duration.ts';
import { nothingToDraw } from '../errors.ts';
import { grouped } from '../grouped.ts';
import { version } from '../version.ts';
import { captionNote } from './caption-note.ts';
import type { Drawable, Words } from './drawable.ts';
import { resolvePlot } from './resolve-plot.ts';

/** One plot of an experiment, drawn. */
export interface DrawnPlot {
  /** Of its files, without ending: `figure-4-paper-a`. */
  readonly name: string;
  readonly title: string;
  readonly definition: FigureDefinition;
  /** What it shows; of densities `distributions`, of tables neither. */
  readonly rows: readonly SummaryRow[];
  readonly distributions: readonly DistributionRow[];
  /** The Vega-Lite specification as JSON. */
  readonly spec: string;
  readonly svg: string;
  readonly csv: string;
}

/** What was drawn, and what could not be. */
export interface Drawn {
  readonly plots: readonly DrawnPlot[];
  /** Titles of panels that no finished run supports yet. */
  readonly missing: readonly string[];
}

/** Draws every plot of a configuration that finished runs support; throws where there is none. */
export async function drawPlots(drawable: Drawable): Promise<Drawn> {
  const { plan } = drawable;
  const { experiment, preset } = plan.config;
  const plots: DrawnPlot[] = [];
  const missing: string[] = [];
  for (const plot of presetOf(experiment, preset).plots) {
    const words = wordsOf(plot, drawable);
    const { definition, ...resolved } = resolvePlot(plot, drawable, words);
    missing.push(...resolved.missing);
    if (definition === null) continue;
    const { rows, distributions } = resolved;
    const spec = figureFromRows(definition, rows, distributions);
    plots.push({
      name: [fileNameOf(plan.config), ...(plot.name === undefined ? [] : [plot.name])].join('-'),
      title: words.title,
      definition,
      rows,
      distributions,
      spec: `${JSON.stringify(spec, null, 1)}\n`,
      svg: await renderSvg(spec),
      csv: csvOf(definition, rows, distributions),
    });
  }
  if (plots.length === 0) throw nothingToDraw(experiment, preset);
  return { plots, missing };
}

/** The rows behind a figure, as a file. */
function csvOf(
  definition: FigureDefinition,
  rows: readonly SummaryRow[],
  distributions: readonly DistributionRow[],
): string {
  if (definition.kind === 'distributions') return distributionsCsv(distributions);
  if (definition.kind !== 'table') return summaryCsv(rows);
  const { header } = definition;
  const cells = definition.rows.map((row) =>
    Object.fromEntries(header.map((column, i) => [column, row[i]!])),
  );
  return [...csvLines(header, cells)].join('');
}

/** Plots of one letter are parts of a figure of the paper. */
function wordsOf({ name, title }: Plot, { plan, finished, planned, diverged }: Drawable): Words {
  const { title: whole } = figureByName(plan.config.experiment);
  const part = name !== undefined && /^[a-z]$/.test(name) ? ` (${name})` : '';
  const sets = new Set(plan.arms.map(({ config }) => getDataset(config.dataset).title));
  const data = sets.size === 1 ? `: ${[...sets].join()}` : '';
  const lost = diverged === 0 ? [] : [`${counted(diverged, 'run')} diverged and left out.`];
  const partly =
    finished < planned
      ? [`${grouped(finished)} of ${grouped(planned)} trainings are finished.`]
      : [];
  const note = [captionNote(plan), ...partly, ...lost]
    .filter((part) => part !== undefined)
    .join(' ');
  return {
    title: title ?? `${whole}${part}${data}`,
    version: version(),
    ...(note !== '' && { note }),
  };
}
