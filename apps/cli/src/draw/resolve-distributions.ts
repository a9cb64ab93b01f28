import { formatPercentRemaining } from '@sweepstake/aggregate';
import type { DistributionRow } from '@sweepstake/aggregate';
import { ANALYSES } from '@sweepstake/analyses';
import type { Arm, DistributionsPlot } from '@sweepstake/experiments';
import type { DistributionLine, DistributionsFigure } from '@sweepstake/figures';
import { modelByName } from '@sweepstake/models';
import { armLabel } from './arm-label.ts';
import type { Drawable, ResolvedPlot, Words } from './drawable.ts';
import { linesRun, placeOf } from './lines-run.ts';

/** What one line of densities is of. */
interface Subject {
  readonly arm: Arm;
  readonly round: number;
  readonly layer: string;
  readonly group: string;
}

/** Densities of the rounds that are run: panels are rounds and lines layers, or the other way round. */
export function resolveDistributions(
  plot: DistributionsPlot,
  drawable: Drawable,
  words: Words,
): ResolvedPlot {
  const { arms } = drawable.plan;
  const { layers, groups, xTitle, yTitle } = ANALYSES[plot.analysis];
  const rows = drawable.distributions.filter(({ analysis }) => analysis === plot.analysis);
  const isRun = linesRun(drawable);
  const subjects = arms.flatMap((arm) =>
    plot.rounds
      .filter((round) => isRun(arm, 'ticket', round))
      .flatMap((round) =>
        layers(modelByName(arm.config.network)).flatMap((layer) =>
          groups.map((group): Subject => ({ arm, round, layer, group })),
        ),
      ),
  );
  const percentOf = (round: number): string => {
    const found = rows.find((row) => row.round === round);
    return found === undefined
      ? `round ${round}`
      : `${formatPercentRemaining(found.percent_remaining)}%`;
  };
  const isByRound = plot.panels === 'round';
  const lineOf = ({ arm, round, layer, group }: Subject): DistributionLine => {
    const level = plot.rounds.length > 1 || group === '' ? percentOf(round) : '';
    const what = isByRound ? layer : level;
    const label = [arms.length > 1 ? armLabel(arm) : '', what, group].filter(Boolean).join(', ');
    return { label, select: { ...placeOf(arm), analysis: plot.analysis, round, layer, group } };
  };
  const panels = [
    ...Map.groupBy(subjects, ({ round, layer }) =>
      isByRound ? `${percentOf(round)} of weights remaining` : layerTitle(layer),
    ),
  ].map(([title, own]) => ({ title, lines: own.map(lineOf) }));
  const supported = panels.filter(({ lines }) =>
    lines.some((line) => select(rows, line).length > 0),
  );
  const isOrdered = !isByRound && groups.length === 1 && arms.length === 1;
  const definition: DistributionsFigure = {
    kind: 'distributions',
    ...words,
    xTitle,
    yTitle,
    ...(isOrdered && { palette: 'sequence' }),
    ...(plot.columns !== undefined && { columns: plot.columns }),
    panels: supported,
  };
  return {
    definition: supported.length === 0 ? null : definition,
    rows: [],
    distributions: supported.flatMap(({ lines }) => lines.flatMap((line) => select(rows, line))),
    missing: panels.filter((panel) => !supported.includes(panel)).map(({ title }) => title),
  };
}

function select(rows: readonly DistributionRow[], line: DistributionLine): DistributionRow[] {
  const wanted = Object.entries(line.select) as [keyof DistributionRow, unknown][];
  return rows.filter((row) => wanted.every(([column, value]) => row[column] === value));
}

const TITLES: Readonly<Record<string, string>> = { all: 'All layers', input: 'Input' };

const layerTitle = (layer: string): string => TITLES[layer] ?? `Layer ${layer}`;
