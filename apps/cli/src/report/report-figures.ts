import { figureByName, presetOf } from '@sweepstake/experiments';
import type { FigureDefinition } from '@sweepstake/figures';
import { factsOfRows, tablesOfDistributions, tablesOfRows } from '@sweepstake/report';
import type { DataTable, ReportFigure } from '@sweepstake/report';
import { defaultFolder } from '../choose-run.ts';
import { flagsOf } from '../describe-run.ts';
import { captionNote } from '../draw/caption-note.ts';
import { drawPlots } from '../draw/draw-plots.ts';
import type { DrawnPlot } from '../draw/draw-plots.ts';
import type { Gathered } from '../gather.ts';
import { drawableOf, readDensities } from '../results.ts';

/** Draws every plot of a configuration that finished runs support; none where they support nothing. */
export async function reportFigures(gathered: Gathered, version: string): Promise<ReportFigure[]> {
  const { results, store, published } = gathered;
  const { distributions } = readDensities(results.plan, store, published);
  if (results.rows.length === 0 && distributions.length === 0 && results.plan.arms.length > 0)
    return [];
  try {
    const { plots } = await drawPlots(drawableOf(results, distributions));
    return plots.map((plot) => figureOf(plot, gathered, version));
  } catch (error) {
    if ((error as { code?: string }).code === 'SWEEPSTAKE_CLI_NOTHING_TO_DRAW') return [];
    throw error;
  }
}

function figureOf(
  plot: DrawnPlot,
  { results, folder, from }: Gathered,
  version: string,
): ReportFigure {
  const { config } = results.plan;
  const { about } = figureByName(config.experiment);
  const note = captionNote(results.plan);
  const flags = flagsOf(config);
  const where = folder === null || folder === defaultFolder(config) ? '' : ` --runs ${folder}`;
  const isTable = plot.definition.kind === 'table';
  const sentence = `${about}${/[.!?]$/.test(about) ? '' : '.'}`;
  return {
    name: plot.name,
    title: `${labelOf(config.experiment)}: ${plot.title}`,
    subtitle: isTable ? '' : flags.replace(/^--preset /, 'preset '),
    caption: [sentence, ...(note === undefined ? [] : [note])].join(' '),
    alt: `${plot.title}. ${shapeOf(plot.definition)} ${sentence}`,
    svg: plot.svg,
    csv: plot.csv,
    tables: tablesOf(plot),
    command: `sweepstake figure ${config.experiment} ${flags}${where}`,
    facts: [
      ...(isTable
        ? [{ label: 'Version', value: version }]
        : factsOfRows([...plot.rows, ...plot.distributions], version)),
      ...(from === '' ? [] : [{ label: 'From', value: from }]),
    ],
  };
}

function tablesOf({ definition, rows, distributions, title }: DrawnPlot): DataTable[] {
  if (definition.kind === 'distributions') return tablesOfDistributions(distributions);
  if (definition.kind !== 'table') return tablesOfRows(rows);
  return [{ title, columns: definition.header, rows: definition.rows, note: '' }];
}

/** What somebody who does not see it would ask first. */
function shapeOf(definition: FigureDefinition): string {
  if (definition.kind === 'table') return 'A table.';
  const panels = definition.panels.map(({ title }) => title);
  return `${panels.length === 1 ? 'One panel' : `${panels.length} panels`}: ${panels.join('; ')}.`;
}

/** `Figure 4` of `figure-4`; other experiments by their name. */
export function labelOf(experiment: string): string {
  const [, number] = /^figure-(\d+)$/.exec(experiment) ?? [];
  return number === undefined ? experiment : `Figure ${number}`;
}

/** What runs an experiment at a scale that says something, for figures that are not there yet. */
export function commandToRun(experiment: string): string {
  const { presetNames } = figureByName(experiment);
  const preset = presetNames.find((name) => name === 'reduced') ?? presetNames.at(-1)!;
  const isTrained = presetOf(experiment, preset).arms.length > 0;
  return `sweepstake ${isTrained ? 'run' : 'figure'} ${experiment} --preset ${preset}`;
}
