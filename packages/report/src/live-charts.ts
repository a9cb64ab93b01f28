import { html } from './html.ts';
import type { Markup } from './html.ts';
import { lineChart } from './line-chart.ts';
import type { ChartLine, ChartPoint } from './chart-lines.ts';
import type { LiveCurve, LiveLevel, LiveRange, LiveRun } from './live-input.ts';
import { rangeOf } from './range-text.ts';

const percent = (fraction: number): string => `${Number((100 * fraction).toFixed(2))}%`;

/** Learning curves of what runs and of what ended last, and the levels so far. */
export function liveCharts(run: LiveRun): Markup | null {
  const charts = [curvesChart(run), ...levelCharts(run)].filter((chart) => chart !== null);
  return charts.length === 0 ? null : html`<div class="charts">${charts}</div>`;
}

function curvesChart({ curves, metric }: LiveRun): Markup | null {
  const lines = curves.map((curve, i) => curveLine(curve, i));
  const isShare = /accuracy/i.test(metric);
  return lineChart({
    title: `${metric} of what runs, and of what ended last (dashed)`,
    alt: `${metric} against iteration: ${curves.map(lastOf).join('; ')}`,
    xTitle: 'iteration',
    x: 'linear',
    settled: true,
    y: isShare ? percent : (value) => String(Number(value.toPrecision(3))),
    lines,
  });
}

const lastOf = ({ label, iterations, values }: LiveCurve): string => {
  const last = values.findLastIndex((value) => value !== null);
  return last < 0 ? `${label}: nothing yet` : `${label}: ${values[last]} at ${iterations[last]}`;
};

function curveLine({ label, running, iterations, values }: LiveCurve, index: number): ChartLine {
  const points = iterations.flatMap((x, i) => {
    const y = values[i] ?? null;
    return y === null || !Number.isFinite(y) ? [] : [{ x, y }];
  });
  return { label, place: index, still: !running, points };
}

function levelCharts({ levels, subset }: LiveRun): (Markup | null)[] {
  const kinds = [
    ['Early-stop iteration', 'earlyStop', (value: number) => String(value)],
    [`Accuracy at early stop, ${subset} set`, 'accuracyAtEarlyStop', percent],
  ] as const;
  return kinds.map(([title, key, y]) => {
    const lines = levelLines(levels, key);
    const measured = levels.filter((level) => level[key] !== null).length;
    const alt = `${title} against percent of weights remaining: ${measured} points, in the table below`;
    const isBound = levels.some((level) => (level[key]?.censored ?? 0) > 0);
    const note = isBound ? 'hollow triangles are lower bounds' : '';
    return lineChart({ title, alt, note, xTitle: 'weights remaining', x: 'levels', y, lines });
  });
}

function levelLines(
  levels: readonly LiveLevel[],
  key: 'earlyStop' | 'accuracyAtEarlyStop',
): ChartLine[] {
  const variants = [...new Set(levels.map(({ variant }) => variant))];
  return variants.map((variant, i) => {
    const points = levels
      .filter((level) => level.variant === variant && level.percentRemaining > 0)
      .flatMap(({ percentRemaining, [key]: range }) =>
        range === null ? [] : [pointOf(percentRemaining, range)],
      )
      .toSorted((a, b) => b.x - a.x);
    return { label: variant, place: i, still: false, points };
  });
}

const pointOf = (x: number, { mean, min, max, censored }: LiveRange): ChartPoint => ({
  x,
  y: mean,
  low: min,
  high: max,
  bound: censored > 0,
});

/** `97.9% [97.6, 98.1]`, or a mean alone of one run. */
export function rangeText(range: LiveRange | null, unit: 'percent' | 'iterations'): string {
  if (range === null) return '–';
  return unit === 'percent'
    ? rangeOf(range, (value) => (100 * value).toFixed(2), '%')
    : rangeOf(range, (value) => String(Math.round(value)));
}
