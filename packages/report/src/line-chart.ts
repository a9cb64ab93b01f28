import { html } from './html.ts';
import { drawLine, legend } from './chart-lines.ts';
import type { ChartLine, ChartPoint } from './chart-lines.ts';
import type { Markup } from './html.ts';

/** What a chart shows. */
export interface Chart {
  readonly title: string;
  /** Read out instead of the picture. */
  readonly alt: string;
  readonly xTitle: string;
  /** `levels` is percent remaining: logarithmic, decreasing to the right. */
  readonly x: 'linear' | 'levels';
  readonly y: (value: number) => string;
  /** Cuts the y axis to what lines have after the first tenth of x, so that a steep beginning does not flatten the rest. */
  readonly settled?: boolean;
  /** How to read its marks; may be empty. */
  readonly note?: string;
  readonly lines: readonly ChartLine[];
}

const WIDTH = 320;
const HEIGHT = 190;
const LEFT = 46;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 36;

/** A small chart in the page's own colours. Nothing is drawn where no line has a point. */
export function lineChart(chart: Chart): Markup | null {
  const points = chart.lines.flatMap((line) => line.points);
  if (points.length === 0) return null;
  const across = xScale(
    chart.x,
    points.map(({ x }) => x),
  );
  const up = yScale(
    shownPoints(chart, points).flatMap(({ y, low = y, high = y }) => [y, low, high]),
  );
  const isCut = points.some(({ y }) => up.at(y) < TOP || up.at(y) > HEIGHT - BOTTOM);
  const notes = [chart.note ?? '', isCut ? 'beginnings outside of the axis are cut off' : ''];
  return html`<figure class="chart">
    <figcaption>
      ${chart.title}${notes.map((note) => (note === '' ? null : html` <span class="note">(${note})</span>`))}
    </figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.alt}">
      ${up.ticks.map((tick) => gridLine(up.at(tick), chart.y(tick)))}
      <path class="axis" d="M${LEFT},${HEIGHT - BOTTOM}H${WIDTH - RIGHT}" />
      ${across.ticks.map((tick) => xTick(across.at(tick), across.label(tick)))}
      <text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">${chart.xTitle}</text>
      <svg
        x="${LEFT - 4}"
        y="${TOP - 4}"
        width="${WIDTH - LEFT - RIGHT + 8}"
        height="${HEIGHT - TOP - BOTTOM + 4}"
        viewBox="${LEFT - 4} ${TOP - 4} ${WIDTH - LEFT - RIGHT + 8} ${HEIGHT - TOP - BOTTOM + 4}"
      >
        ${chart.lines.map((line) => drawLine(line, across.at, up.at))}
      </svg></svg
    >${legend(chart.lines, chart.x === 'levels')}
  </figure>`;
}

function shownPoints({ settled }: Chart, points: readonly ChartPoint[]): readonly ChartPoint[] {
  const most = points.reduce((high, { x }) => Math.max(high, x), 0);
  const later = points.filter(({ x }) => x >= most / 10);
  return settled === true && later.length > 1 ? later : points;
}

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
  readonly label: (tick: number) => string;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function xScale(kind: Chart['x'], values: readonly number[]): Scale {
  const most = Math.max(...values);
  const width = WIDTH - LEFT - RIGHT;
  if (kind === 'linear') {
    const end = most === 0 ? 1 : most;
    return {
      at: (value) => round(LEFT + (value / end) * width),
      ticks: ticksBetween(0, end, 4),
      label: shortNumber,
    };
  }
  const left = Math.log(100);
  const right = Math.log(Math.min(50, ...values));
  return {
    at: (value) => round(LEFT + ((left - Math.log(value)) / (left - right)) * width),
    ticks: [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1].filter(
      (tick) => Math.log(tick) >= right - 1e-9,
    ),
    label: (tick) => `${tick}%`,
  };
}

function yScale(values: readonly number[]): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const space = high > low ? (high - low) * 0.06 : Math.abs(high) * 0.1 || 1;
  const [from, to] = [low - space, high + space];
  return {
    at: (value) => round(TOP + ((to - value) / (to - from)) * (HEIGHT - TOP - BOTTOM)),
    ticks: ticksBetween(from, to, 5),
    label: String,
  };
}

/** Round numbers in a range, about `count` of them. */
function ticksBetween(from: number, to: number, count: number): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

const shortNumber = (value: number): string =>
  value >= 10_000 ? `${Number((value / 1000).toFixed(1))}k` : String(value);

const gridLine = (y: number, label: string): Markup =>
  html`<path class="grid" d="M${LEFT},${y}H${WIDTH - RIGHT}" /><text
      x="${LEFT - 6}"
      y="${y + 4}"
      text-anchor="end"
      >${label}</text
    >`;

const xTick = (x: number, label: string): Markup =>
  html`<path class="axis" d="M${x},${HEIGHT - BOTTOM}v4" /><text
      x="${x}"
      y="${HEIGHT - BOTTOM + 16}"
      text-anchor="middle"
      >${label}</text
    >`;
