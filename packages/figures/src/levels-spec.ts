import type { SummaryRow } from '@sweepstake/aggregate';
import type { LevelSeries, LevelsFigure, LevelsPanel } from './definition.ts';
import { noIteration, nothingToDraw } from './errors.ts';
import type { FigureSpec } from './figure-spec.ts';
import { countsText, missingText, titleBlock } from './heading.ts';
import { isInSight, isInside } from './in-sight.ts';
import { isLonePoint, levelLayers, shiftsOf } from './level-layers.ts';
import { levelsAxis } from './levels-axis.ts';
import { findLines, isOfLine, networksKey } from './lines.ts';
import type { Line, PanelLines } from './lines.ts';
import { looksOf } from './looks.ts';
import { metricName, variantName } from './names.ts';
import { panelGrid, placeOf } from './panel-grid.ts';
import {
  ITERATION_LABEL,
  configOf,
  panelHeight,
  panelTitle,
  panelWidth,
  rowWidth,
} from './style.ts';
import { subjectOf } from './subject.ts';
import { levelsDomain } from './value-domain.ts';

/** Names of at most so many lines stand in the caption with their trials; else variants do. */
const NAMES = 4;

type Panel = PanelLines<LevelsPanel, LevelSeries>;

const rowsOf = (rows: readonly SummaryRow[], series: LevelSeries, panel: LevelsPanel) => {
  if (panel.at === 'iteration' && panel.iteration === undefined) throw noIteration(panel.title);
  return rows
    .filter(
      (row) =>
        row.at === panel.at &&
        row.metric === panel.metric &&
        (panel.at !== 'iteration' || row.iteration === panel.iteration) &&
        isOfLine(row, series),
    )
    .sort((a, b) => b.percent_remaining - a.percent_remaining);
};

/** Panels of the same networks and metric share a y axis; a panel's own domain goes before. */
function domainOf(panel: Panel, all: readonly Panel[]): readonly [number, number] {
  const key = networksKey(panel.lines);
  const alike = all.filter(
    (other) => other.panel.metric === panel.panel.metric && networksKey(other.lines) === key,
  );
  const rows = alike.flatMap((other) => other.lines.flatMap((line) => line.rows));
  return panel.panel.domain ?? levelsDomain(rows, panel.panel.metric);
}

/** Lines that find no row anywhere by name, others with the panels that lack them. */
function missingNames(panels: readonly Panel[]): string[] {
  const drawn = new Set(panels.flatMap((panel) => panel.lines.map((line) => line.name)));
  return panels.flatMap(({ panel, missing }) =>
    missing.map((name) => (drawn.has(name) ? `${name} (${panel.title})` : name)),
  );
}

function captionOf(panels: readonly Panel[]): string[] {
  const lines = panels.flatMap((panel) => panel.lines);
  const isFew = new Set(lines.map((line) => line.name)).size <= NAMES;
  const counted = lines.map(({ name, series, rows }) => ({
    name: isFew ? name : variantName(series.variant),
    rows,
  }));
  const rows = lines.flatMap((line) => line.rows);
  const isCensored = rows.some((row) => row.metric === 'early_stop_iteration' && row.censored > 0);
  const isCut = panels.some((panel) => {
    const domain = domainOf(panel, panels);
    return panel.lines.some((line) => line.rows.some((row) => !isInside(row, domain)));
  });
  const hidden = panels.flatMap((panel) =>
    panel.lines
      .filter((line) => !isInSight(line.rows, domainOf(panel, panels)))
      .map((line) => `${line.name} (${panel.panel.title})`),
  );
  return [
    `Lines: mean. Bars: minimum and maximum over all runs (${countsText(counted)}).`,
    ...(isCensored
      ? [
          'Hollow triangles are lower bounds: some runs had their smallest validation loss at the last iteration.',
        ]
      : []),
    ...(lines.some(isLonePoint)
      ? ['Hollow circles belong to lines that are not solid, of which there is one level only.']
      : []),
    ...(isCut ? ['Lines that leave a panel go on beyond its axis.'] : []),
    ...(hidden.length > 0 ? [`Wholly beyond the axis: ${hidden.join('; ')}.`] : []),
    ...missingText(missingNames(panels)),
  ];
}

function yOf(panel: LevelsPanel, domain: readonly [number, number]): object {
  return {
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    axis: {
      title: metricName(panel.metric),
      tickCount: 6,
      ...(panel.metric === 'early_stop_iteration' ? { labelExpr: ITERATION_LABEL } : {}),
    },
  };
}

/**
 * The Vega-Lite specification of metrics against what remains of the weights (most figures of the
 * paper): 100% at the left, lines of means with minimum and maximum, hollow triangles where a
 * censored early stop makes the point a lower bound.
 *
 * A series without rows is named in the caption. Throws SWEEPSTAKE_FIGURES_NO_ITERATION and
 * SWEEPSTAKE_FIGURES_NO_WEIGHTS for an incomplete definition, and as `findLines` and `subjectOf` do.
 */
export function levelsSpec(figure: LevelsFigure, rows: readonly SummaryRow[]): FigureSpec {
  if (figure.panels.length === 0) throw nothingToDraw('figure has no panels');
  const panels = findLines<LevelSeries, LevelsPanel>(
    figure.panels,
    (series, panel) => rowsOf(rows, series, panel),
    (_, name) => name,
  );
  const lines = panels.flatMap((panel) => panel.lines);
  const subject = subjectOf(
    lines.flatMap((line) => line.rows),
    figure.version,
  );
  const columns = Math.min(figure.columns ?? panels.length, panels.length);
  const [width, whole] = [panelWidth(columns), rowWidth(columns)];
  const height = panelHeight(Math.ceil(panels.length / columns));
  const looks = looksOf(
    panels.flatMap((panel) => panel.looks),
    new Set(lines.map((line) => line.name)),
    figure,
    whole,
  );
  const alike = (panel: Panel): Line<LevelSeries>[] =>
    panels
      .filter((other) => networksKey(other.lines) === networksKey(panel.lines))
      .flatMap((other) => other.lines);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleBlock(figure, subject, captionOf(panels), whole),
    ...panelGrid(
      panels.map((found, index) => {
        const { panel, lines } = found;
        const axis = levelsAxis(alike(found), figure.x, width);
        const shifts = shiftsOf(lines, axis);
        const domain = domainOf(found, panels);
        const y = yOf(panel, domain);
        const { isLowest } = placeOf(index, panels.length, columns);
        return {
          width,
          height,
          encoding: {
            x: {
              field: 'x',
              type: 'quantitative',
              scale: axis.scale,
              axis: { title: isLowest ? axis.title : null, ...axis.axis },
            },
          },
          layer: [
            panelTitle(panel.title, width),
            ...lines.flatMap((line, at) =>
              levelLayers(line, axis, shifts[at] ?? 0, y, domain, looks),
            ),
          ],
        };
      }),
      columns,
    ),
    resolve: { scale: { color: 'shared', strokeDash: 'shared' } },
    config: configOf(looks.legends),
  };
}
