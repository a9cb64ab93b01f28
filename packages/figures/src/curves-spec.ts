import { compareVariants } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import { colourKeyOf, curveLayers } from './curve-layers.ts';
import type { CurveSeries, CurvesFigure } from './definition.ts';
import { nothingToDraw } from './errors.ts';
import type { FigureSpec } from './figure-spec.ts';
import { countsText, missingText, titleBlock } from './heading.ts';
import { legendLayout, legendOf } from './legend.ts';
import { findLines, isOfLine, networksKey } from './lines.ts';
import type { Line, PanelLines } from './lines.ts';
import { dashPatterns, firstOfNames } from './looks.ts';
import { metricName } from './names.ts';
import {
  ITERATION_LABEL,
  coloursOf,
  configOf,
  panelHeight,
  panelTitle,
  panelWidth,
  rowWidth,
} from './style.ts';
import { subjectOf } from './subject.ts';
import { valueDomain } from './value-domain.ts';

type Panel = PanelLines<CurvesFigure['panels'][number], CurveSeries>;

const missingName = ({ variant, network, setting = '', round }: CurveSeries): string =>
  [`${variant} of round ${round}`, network ?? '', setting].filter((part) => part !== '').join(', ');

function rowsOf(rows: readonly SummaryRow[], series: CurveSeries, metric: string): SummaryRow[] {
  return rows
    .filter(
      (row) =>
        row.at === 'iteration' &&
        row.metric === metric &&
        row.round === series.round &&
        isOfLine(row, series),
    )
    .sort((a, b) => (a.iteration ?? 0) - (b.iteration ?? 0));
}

/** Series in legend order: variants, then what they are called. */
function legendLines(lines: readonly Line<CurveSeries>[]): Line<CurveSeries>[] {
  const sorted = lines.toSorted((a, b) => compareVariants(a.series.variant, b.series.variant));
  return firstOfNames(sorted);
}

/** Keys of colours: as the definition names them, then percents remaining from the most down. */
function colourKeys(lines: readonly Line<CurveSeries>[]): string[] {
  const isKeyed = (line: Line<CurveSeries>): boolean => line.series.colour !== undefined;
  const keyed = lines.filter(isKeyed).map((line) => line.series.colour ?? '');
  const levels = lines
    .filter((line) => !isKeyed(line))
    .flatMap((line) => line.rows.map((row) => ({ row, key: colourKeyOf(line, row) })))
    .sort((a, b) => b.row.percent_remaining - a.row.percent_remaining)
    .map(({ key }) => key);
  return [...new Set([...keyed, ...levels])];
}

function scalesOf(lines: readonly Line<CurveSeries>[], figure: CurvesFigure, width: number) {
  const keys = colourKeys(lines);
  const isLevels = lines.every((line) => line.series.colour === undefined);
  const named = legendLines(lines);
  const names = named.map((line) => line.name);
  const colours = legendOf(keys, isLevels ? 'Weights remaining' : null, width);
  const dashes = legendOf(names, null, width);
  return {
    names,
    colour: {
      field: 'level',
      type: 'nominal',
      scale: { domain: keys, range: coloursOf(keys.length, figure.palette) },
      legend: colours.legend,
    },
    dash: {
      field: 'variant',
      type: 'nominal',
      scale: {
        domain: names,
        range: dashPatterns(named.map(({ series, name }) => series.dash ?? name)),
      },
      legend: dashes.legend,
    },
    legends: legendLayout([colours, dashes], width),
  };
}

/**
 * The Vega-Lite specification of learning curves (Figures 3 and 11 of the paper): lines are means,
 * bars minimum and maximum, drawn at some grid points only and at different ones for each line.
 *
 * A series without rows is named in the caption. Throws as `findLines` and `subjectOf` do.
 */
export function curvesSpec(figure: CurvesFigure, rows: readonly SummaryRow[]): FigureSpec {
  if (figure.panels.length === 0) throw nothingToDraw('figure has no panels');
  const metric = figure.metric ?? 'test_accuracy';
  const panels: Panel[] = findLines<CurveSeries, CurvesFigure['panels'][number]>(
    figure.panels,
    (series) => rowsOf(rows, series, metric),
    missingName,
  );
  const lines = panels.flatMap((panel) => panel.lines);
  const subject = subjectOf(
    lines.flatMap((line) => line.rows),
    figure.version,
  );
  const [width, whole] = [panelWidth(panels.length), rowWidth(panels.length)];
  const { names, colour, dash, legends } = scalesOf(lines, figure, whole);
  const counted = names.flatMap((name) => lines.filter((line) => line.name === name));
  const caption = [
    `Lines: mean. Bars: minimum and maximum over all runs (${countsText(counted)}).`,
    ...missingText(panels.flatMap((panel) => panel.missing)),
  ];
  const rowsLike = (panel: Panel): SummaryRow[] =>
    panels
      .filter((other) => networksKey(other.lines) === networksKey(panel.lines))
      .flatMap((other) => other.lines.flatMap((line) => line.rows));
  const isOneScale = new Set(panels.map((panel) => networksKey(panel.lines))).size === 1;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleBlock(figure, subject, caption, whole),
    hconcat: panels.map((found, index) => {
      const alike = rowsLike(found);
      const domain = figure.domain ?? valueDomain(alike, metric);
      const last = alike.reduce((most, row) => Math.max(most, row.iteration ?? 0), 0);
      const y = {
        type: 'quantitative',
        scale: { domain, nice: false, zero: false },
        axis:
          index === 0 || !isOneScale
            ? { title: index === 0 ? metricName(metric) : null, tickCount: 6 }
            : { title: null, labels: false, ticks: false, tickCount: 6 },
      };
      return {
        width,
        height: panelHeight(1),
        encoding: {
          x: {
            field: 'iteration',
            type: 'quantitative',
            scale: { domain: [0, last], nice: false },
            axis: { title: 'Training iterations', labelExpr: ITERATION_LABEL, tickCount: 5 },
          },
        },
        layer: [
          panelTitle(found.panel.title, width),
          ...curveLayers(found.lines, y, colour, dash, domain),
        ],
      };
    }),
    resolve: { scale: { color: 'shared', strokeDash: 'shared' } },
    config: configOf(legends),
  };
}
