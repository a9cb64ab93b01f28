import type { DistributionRow } from '@sweepstake/aggregate';
import type { DistributionLine, DistributionsFigure } from './definition.ts';
import { outline, selectBins } from './densities.ts';
import { emptyPanel, nothingToDraw } from './errors.ts';
import type { FigureSpec } from './figure-spec.ts';
import { countsText, missingText, titleBlock } from './heading.ts';
import { looksOf } from './looks.ts';
import type { Looks } from './looks.ts';
import { panelGrid, placeOf } from './panel-grid.ts';
import { configOf, panelHeight, panelTitle, panelWidth, rowWidth } from './style.ts';
import { subjectOf } from './subject.ts';

type Density = {
  readonly name: string;
  readonly line: DistributionLine;
  readonly rows: readonly DistributionRow[];
};

/** Outline of means over a band from minimum to maximum. */
function densityLayers(density: Density, y: object, looks: Looks): object {
  const fields = looks.fieldsOf(density.name);
  const x = { field: 'x', type: 'quantitative' };
  const color = looks.colour;
  return {
    data: { values: outline(density.rows).map((point) => ({ ...point, ...fields })) },
    layer: [
      {
        mark: { type: 'area', interpolate: 'step-after', opacity: 0.18, clip: true },
        encoding: {
          x,
          y: { ...y, field: 'min' },
          y2: { field: 'max' },
          color,
        },
      },
      {
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.2, clip: true },
        encoding: { x, y: { ...y, field: 'mean' }, color, strokeDash: looks.dash },
      },
    ],
  };
}

/** From the first edge to the last, of bins that hold anything. */
function xDomain(densities: readonly Density[]): [number, number] {
  const rows = densities.flatMap((density) => density.rows);
  const held = rows.some((row) => row.max > 0) ? rows.filter((row) => row.max > 0) : rows;
  return [
    held.reduce((low, row) => Math.min(low, row.x - row.width / 2), Infinity),
    held.reduce((high, row) => Math.max(high, row.x + row.width / 2), -Infinity),
  ];
}

/** From 0 to a little above the highest band, so that no line runs along the frame. */
const yScale = (densities: readonly { readonly rows: readonly DistributionRow[] }[]): object => {
  const most = densities
    .flatMap(({ rows }) => rows)
    .reduce((highest, { max }) => Math.max(highest, max), 0);
  return { domain: [0, 1.06 * most], nice: false };
};

/**
 * The Vega-Lite specification of densities (Figures 15, 16 and 19 to 24 of the paper): histograms
 * as outlines, bands from minimum to maximum over trials.
 *
 * A line without rows is named in the caption; a panel without any row throws
 * SWEEPSTAKE_FIGURES_EMPTY_PANEL. Throws SWEEPSTAKE_FIGURES_MIXED_ROWS as `selectBins` and
 * `subjectOf` do.
 */
export function distributionsSpec(
  figure: DistributionsFigure,
  rows: readonly DistributionRow[],
): FigureSpec {
  if (figure.panels.length === 0) throw nothingToDraw('figure has no panels');
  const panels = figure.panels.map(({ title, lines }) => {
    const all = lines.map((line) => ({ name: line.label, line, rows: selectBins(line, rows) }));
    const missing = all.filter((line) => line.rows.length === 0).map(({ name }) => name);
    if (missing.length === all.length) throw emptyPanel(title, missing);
    return { title, all, missing, drawn: all.filter((line) => line.rows.length > 0) };
  });
  const densities = panels.flatMap((panel) => panel.drawn);
  const subject = subjectOf(
    densities.flatMap((density) => density.rows),
    figure.version,
  );
  const columns = Math.min(figure.columns ?? panels.length, panels.length);
  const [width, whole] = [panelWidth(columns), rowWidth(columns)];
  const looks = looksOf(
    panels.flatMap((panel) =>
      panel.all.map(({ name, line }) => ({ name, look: line, dash: 'solid' })),
    ),
    new Set(densities.map((density) => density.name)),
    figure,
    whole,
  );
  const caption = [
    `Lines: mean over trials. Bands: minimum and maximum (${countsText(densities)}).`,
    ...missingText(
      panels.flatMap(({ title, missing }) => missing.map((name) => `${name} (${title})`)),
    ),
  ];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleBlock(figure, subject, caption, whole),
    ...panelGrid(
      panels.map(({ title, drawn }, index) => {
        const place = placeOf(index, panels.length, columns);
        const axis = { title: place.isFirst ? figure.yTitle : null, tickCount: 5 };
        return {
          width,
          height: panelHeight(Math.ceil(panels.length / columns)),
          encoding: {
            x: {
              field: 'x',
              type: 'quantitative',
              scale: { domain: xDomain(drawn), nice: false, zero: false },
              axis: { title: place.isLowest ? figure.xTitle : null, tickCount: 5 },
            },
          },
          layer: [
            panelTitle(title, width),
            ...drawn.map((density) =>
              densityLayers(density, { type: 'quantitative', scale: yScale(drawn), axis }, looks),
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
