import { compareVariants, formatPercentRemaining } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import type { CurveSeries, CurvesFigure } from './definition.ts';
import { emptyPanel, nothingToDraw } from './errors.ts';
import { legendText, runsText, subjectOf, titleBlock } from './heading.ts';
import { metricName, variantName } from './names.ts';
import {
  CONFIG,
  DASHES,
  ITERATION_LABEL,
  PANEL_HEIGHT,
  colourOf,
  panelTitle,
  panelWidth,
} from './style.ts';
import { valueDomain } from './value-domain.ts';
import type { FigureSpec } from './figure-spec.ts';

/** About how many error bars a line carries. */
const BARS = 9;

type Line = { readonly series: CurveSeries; readonly rows: readonly SummaryRow[] };

const levelOf = (row: SummaryRow): string => `${formatPercentRemaining(row.percent_remaining)}%`;

const nameOf = (series: CurveSeries): string => series.label ?? variantName(series.variant);

const missingName = (series: CurveSeries): string => `${series.variant} of round ${series.round}`;

function findLine(series: CurveSeries, rows: readonly SummaryRow[], metric: string): Line {
  const own = rows.filter(
    (row) =>
      row.at === 'iteration' &&
      row.metric === metric &&
      row.variant === series.variant &&
      row.round === series.round &&
      row.setting === (series.setting ?? ''),
  );
  return { series, rows: own.sort((a, b) => (a.iteration ?? 0) - (b.iteration ?? 0)) };
}

const point = (line: Line, row: SummaryRow): object => ({
  iteration: row.iteration,
  mean: row.mean,
  min: row.min,
  max: row.max,
  level: levelOf(row),
  variant: nameOf(line.series),
});

/** Every so many grid points a bar, each line at other points than its neighbours; none on the frame. */
function barsOf(
  line: Line,
  index: number,
  lines: number,
  [low, high]: readonly [number, number],
): object[] {
  const end = line.rows.length - 1;
  const stride = Math.max(lines, Math.floor(line.rows.length / BARS));
  const offset = Math.floor(((index + 0.5) * stride) / lines) % line.rows.length;
  return line.rows
    .filter(
      (row, at) =>
        at > 0 && at < end && at % stride === offset && row.mean >= low && row.mean <= high,
    )
    .map((row) => point(line, row));
}

function layers(
  lines: readonly Line[],
  y: object,
  colour: object,
  dash: object,
  domain: readonly [number, number],
): object[] {
  const bars = lines.flatMap((line, index) => barsOf(line, index, lines.length, domain));
  const x = { field: 'iteration', type: 'quantitative' };
  const cap = (field: string): object => ({
    data: { values: bars },
    mark: { type: 'tick', orient: 'horizontal', size: 4.5, thickness: 0.9, opacity: 1, clip: true },
    encoding: { x, y: { ...y, field }, color: colour },
  });
  return [
    {
      data: { values: bars },
      mark: { type: 'rule', strokeWidth: 0.9, clip: true },
      encoding: { x, y: { ...y, field: 'min' }, y2: { field: 'max' }, color: colour },
    },
    cap('min'),
    cap('max'),
    {
      data: { values: lines.flatMap((line) => line.rows.map((row) => point(line, row))) },
      mark: { type: 'line', strokeWidth: 1.3, strokeJoin: 'round', clip: true },
      encoding: { x, y: { ...y, field: 'mean' }, color: colour, strokeDash: dash },
    },
  ];
}

/** Series in legend order: variants, then what they are called. */
function legendNames(lines: readonly Line[]): string[] {
  const sorted = lines.toSorted((a, b) => compareVariants(a.series.variant, b.series.variant));
  return [...new Set(sorted.map((line) => nameOf(line.series)))];
}

/**
 * The Vega-Lite specification of learning curves (Figures 3 and 11 of the paper): lines are means,
 * bars minimum and maximum, drawn at some grid points only and at different ones for each line.
 *
 * A series without rows is named in the caption; a panel without any row throws
 * SWEEPSTAKE_FIGURES_EMPTY_PANEL. Throws SWEEPSTAKE_FIGURES_MIXED_ROWS as `subjectOf` does.
 */
export function curvesSpec(figure: CurvesFigure, rows: readonly SummaryRow[]): FigureSpec {
  if (figure.panels.length === 0) throw nothingToDraw('figure has no panels');
  const metric = figure.metric ?? 'test_accuracy';
  const missing = new Set<string>();
  const panels = figure.panels.map((panel) => {
    const lines = panel.series.map((series) => findLine(series, rows, metric));
    const absent = lines.filter((line) => line.rows.length === 0).map((line) => line.series);
    if (absent.length === lines.length) throw emptyPanel(panel.title, absent.map(missingName));
    for (const series of absent) missing.add(missingName(series));
    return { title: panel.title, lines: lines.filter((line) => line.rows.length > 0) };
  });
  const lines = panels.flatMap((panel) => panel.lines);
  const drawn = lines.flatMap((line) => line.rows);
  const subject = subjectOf(drawn);

  const byPercent = drawn.toSorted((a, b) => b.percent_remaining - a.percent_remaining);
  const levels = [...new Set(byPercent.map(levelOf))];
  const names = legendNames(lines);
  const colour = {
    field: 'level',
    type: 'nominal',
    scale: { domain: levels, range: levels.map((_, index) => colourOf(index)) },
    legend: { title: 'Weights remaining' },
  };
  const dash = {
    field: 'variant',
    type: 'nominal',
    scale: { domain: names, range: names.map((_, index) => DASHES[index % DASHES.length]) },
    legend: names.length === 1 ? null : { title: null },
  };
  const domain = figure.domain ?? valueDomain(drawn, metric);
  const scale = { domain, nice: false, zero: false };
  const last = drawn.reduce((most, row) => Math.max(most, row.iteration ?? 0), 0);
  const width = panelWidth(panels.length);
  const whole = width * panels.length + 60;
  const counts = names.map((name) =>
    runsText(
      name,
      lines.filter((line) => nameOf(line.series) === name).flatMap((line) => line.rows),
    ),
  );
  const caption = [
    legendText(counts),
    ...(missing.size > 0 ? [`Missing, not finished: ${[...missing].join(', ')}.`] : []),
  ];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleBlock(figure.title, subject, caption, whole),
    hconcat: panels.map((panel, index) => ({
      width,
      height: PANEL_HEIGHT,
      encoding: {
        x: {
          field: 'iteration',
          type: 'quantitative',
          scale: { domain: [0, last], nice: false },
          axis: { title: 'Training iterations', labelExpr: ITERATION_LABEL, tickCount: 5 },
        },
      },
      layer: [
        panelTitle(panel.title, width),
        ...layers(
          panel.lines,
          {
            type: 'quantitative',
            scale,
            axis:
              index === 0
                ? { title: metricName(metric), tickCount: 6 }
                : { title: null, labels: false, ticks: false, tickCount: 6 },
          },
          colour,
          dash,
          domain,
        ),
      ],
    })),
    resolve: { scale: { color: 'shared', strokeDash: 'shared' } },
    config: CONFIG,
  };
}
