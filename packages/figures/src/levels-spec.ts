import type { SummaryRow } from '@sweepstake/aggregate';
import { formatPercentRemaining } from '@sweepstake/aggregate';
import type { LevelSeries, LevelsFigure, LevelsPanel } from './definition.ts';
import { emptyPanel, nothingToDraw } from './errors.ts';
import type { FigureSpec } from './figure-spec.ts';
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

/** Pixels between the error bars of neighbouring lines at one level. */
const DODGE = 4;
/** Pixels that a label of the x axis needs. */
const LABEL = 38;

type Line = {
  readonly name: string;
  readonly variant: string;
  readonly rows: readonly SummaryRow[];
};

const nameOf = ({ variant, setting = '', label }: LevelSeries): string =>
  label ?? (setting === '' ? variantName(variant) : `${variantName(variant)}, ${setting}`);

function findLine(series: LevelSeries, panel: LevelsPanel, rows: readonly SummaryRow[]): Line {
  const own = rows.filter(
    (row) =>
      row.at === panel.at &&
      row.metric === panel.metric &&
      row.variant === series.variant &&
      row.setting === (series.setting ?? ''),
  );
  return {
    name: nameOf(series),
    variant: series.variant,
    rows: own.sort((a, b) => a.round - b.round),
  };
}

/** The levels that get a label: from 100% down, those that are far enough from the last one. */
function tickValues(percents: readonly number[], place: (percent: number) => number): number[] {
  const ticks: number[] = [];
  for (const percent of [...new Set(percents)].sort((a, b) => b - a)) {
    const last = ticks.at(-1);
    if (last === undefined || place(percent) - place(last) >= LABEL) ticks.push(percent);
  }
  return ticks;
}

function layersOf(line: Line, shift: number, y: object, colour: object, dash: object): object[] {
  const isStop = line.rows[0]?.metric === 'early_stop_iteration';
  const values = line.rows.map((row) => ({
    percent: row.percent_remaining,
    mean: row.mean,
    min: row.min,
    max: row.max,
    line: line.name,
    censored: isStop && row.censored > 0,
  }));
  const x = { field: 'percent', type: 'quantitative' };
  const cap = (field: string): object => ({
    mark: {
      type: 'tick',
      orient: 'horizontal',
      size: 5,
      thickness: 0.9,
      opacity: 1,
      xOffset: shift,
    },
    encoding: { x, y: { ...y, field }, color: colour },
  });
  const points = (censored: boolean, mark: object): object => ({
    data: { values: values.filter((value) => value.censored === censored) },
    mark: { type: 'point', opacity: 1, xOffset: shift, ...mark },
    encoding: { x, y: { ...y, field: 'mean' }, color: colour },
  });
  return [
    {
      data: { values },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 0.9, xOffset: shift },
          encoding: { x, y: { ...y, field: 'min' }, y2: { field: 'max' }, color: colour },
        },
        cap('min'),
        cap('max'),
        {
          mark: { type: 'line', strokeWidth: 1.3, xOffset: shift },
          encoding: { x, y: { ...y, field: 'mean' }, color: colour, strokeDash: dash },
        },
        points(false, { shape: 'circle', filled: true, size: 16 }),
        points(true, {
          shape: 'triangle-up',
          filled: false,
          fill: 'white',
          size: 44,
          strokeWidth: 1.2,
        }),
      ],
    },
  ];
}

/**
 * The Vega-Lite specification of metrics against percent remaining (Figures 1, 4, 5 of the paper):
 * 100% at the left, lines of means with minimum and maximum, hollow triangles where a censored
 * early stop makes the point a lower bound. The ticket is solid, other variants are dashed.
 *
 * A series without rows is named in the caption; a panel without any row throws
 * SWEEPSTAKE_FIGURES_EMPTY_PANEL. Throws SWEEPSTAKE_FIGURES_MIXED_ROWS as `subjectOf` does.
 */
export function levelsSpec(figure: LevelsFigure, rows: readonly SummaryRow[]): FigureSpec {
  if (figure.panels.length === 0) throw nothingToDraw('figure has no panels');
  const missing = new Set<string>();
  const panels = figure.panels.map((panel) => {
    const lines = panel.series.map((series) => findLine(series, panel, rows));
    const absent = lines.filter((line) => line.rows.length === 0).map((line) => line.name);
    if (absent.length === lines.length) throw emptyPanel(panel.title, absent);
    for (const name of absent) missing.add(`${name} (${panel.title})`);
    return { panel, lines: lines.filter((line) => line.rows.length > 0) };
  });
  const lines = panels.flatMap((panel) => panel.lines);
  const drawn = lines.flatMap((line) => line.rows);
  const subject = subjectOf(drawn);

  const names = [...new Set(lines.map((line) => line.name))];
  const dashOf = (name: string): readonly number[] | undefined => {
    const variant = lines.find((line) => line.name === name)?.variant;
    return DASHES[variant === 'ticket' ? 0 : variant === 'random' ? 2 : 1];
  };
  const legend = names.length === 1 ? null : { title: null };
  const colour = {
    field: 'line',
    type: 'nominal',
    scale: { domain: names, range: names.map((_, index) => colourOf(index)) },
    legend,
  };
  const dash = {
    field: 'line',
    type: 'nominal',
    scale: { domain: names, range: names.map(dashOf) },
    legend,
  };
  const width = panelWidth(panels.length);
  const percents = drawn.map((row) => row.percent_remaining);
  const least = percents.reduce((low, percent) => Math.min(low, percent), 100);
  const isLog = (figure.x ?? 'log') === 'log';
  // One padded level at each side keeps bars and points off the frame.
  const domain = isLog ? [118, least / 1.18] : [103, Math.max(0, least - 3)];
  const scaled = (percent: number): number => (isLog ? Math.log(percent) : percent);
  const [left, right] = [scaled(domain[0] ?? 100), scaled(domain[1] ?? 1)];
  const place = (percent: number): number => (width * (left - scaled(percent))) / (left - right);
  const ticks = tickValues(percents, place);
  const labels = Object.fromEntries(ticks.map((tick) => [tick, formatPercentRemaining(tick)]));
  const counts = names.map((name) =>
    runsText(
      name,
      lines.filter((line) => line.name === name).flatMap((line) => line.rows),
    ),
  );
  const isCensored = drawn.some((row) => row.metric === 'early_stop_iteration' && row.censored > 0);
  const caption = [
    legendText(counts),
    ...(isCensored
      ? [
          'Hollow triangles are lower bounds: some runs had their smallest validation loss at the last iteration.',
        ]
      : []),
    ...(missing.size > 0 ? [`Missing, not finished: ${[...missing].join(', ')}.`] : []),
  ];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleBlock(figure.title, subject, caption, (width + 60) * panels.length),
    hconcat: panels.map(({ panel, lines }) => ({
      width,
      height: PANEL_HEIGHT,
      encoding: {
        x: {
          field: 'percent',
          type: 'quantitative',
          scale: { type: isLog ? 'log' : 'linear', domain, nice: false },
          axis: {
            title: 'Percent of weights remaining',
            values: ticks,
            labelExpr: `${JSON.stringify(labels)}[datum.value]`,
            labelOverlap: false,
          },
        },
      },
      layer: [
        panelTitle(panel.title, width),
        ...lines.flatMap((line, index) =>
          layersOf(
            line,
            DODGE * (index - (lines.length - 1) / 2),
            {
              type: 'quantitative',
              scale: {
                zero: false,
                ...(panel.domain === undefined ? {} : { domain: panel.domain, nice: false }),
              },
              axis: {
                title: metricName(panel.metric),
                tickCount: 6,
                ...(panel.metric === 'early_stop_iteration' ? { labelExpr: ITERATION_LABEL } : {}),
              },
            },
            colour,
            dash,
          ),
        ),
      ],
    })),
    resolve: { scale: { color: 'shared', strokeDash: 'shared' } },
    config: CONFIG,
  };
}
