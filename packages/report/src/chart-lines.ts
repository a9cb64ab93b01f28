import { html } from './html.ts';
import type { Markup } from './html.ts';

/** One line of a chart. */
export interface ChartLine {
  readonly label: string;
  /** Its place among the lines of the chart, which gives it colour, dash and shape of its points. */
  readonly place: number;
  /** Drawn fainter, dashed. */
  readonly still: boolean;
  readonly points: readonly ChartPoint[];
}

/** A point, with its range where it has one. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** Whether it is a lower bound: a hollow triangle. */
  readonly bound?: boolean;
}

const COLOURS = 6;
const DASHES = 4;

/** Lines of one colour differ by their dash, and where there is no line yet, by the shape of its points. */
const dashOf = ({ place }: ChartLine): number => Math.floor(place / COLOURS) % DASHES;

const colourOf = ({ place }: ChartLine): string => `s${place % COLOURS}`;

const strokeOf = (line: ChartLine): string =>
  `line ${colourOf(line)}${line.still ? ' still' : ` d${dashOf(line)}`}`;

/** A line with its ranges and points, where `across` and `up` say; nothing where it has no point. */
export function drawLine(
  line: ChartLine,
  across: (x: number) => number,
  up: (y: number) => number,
): Markup | null {
  const { points } = line;
  if (points.length === 0) return null;
  const places = points.map(({ x, y }) => `${across(x)},${up(y)}`);
  const ranges = points.filter(({ low, high }) => low !== high);
  const bars = ranges.map(({ x, low = 0, high = 0 }) => `M${across(x)},${up(low)}V${up(high)}`);
  const isDotted = points.length === 1 || ranges.length > 0;
  const dots = points.filter(({ bound }) => isDotted || bound === true);
  return html`<path class="${strokeOf(line)}" d="M${places.join('L')}" />
    ${bars.length === 0 ? null : html`<path class="range ${colourOf(line)}" d="${bars.join('')}" />`}
    ${dots.length === 0 ? null : html`<g class="dots">${dots.map(({ x, y, bound }) => mark(line, across(x), up(y), bound === true))}</g>`}`;
}

/** A circle or a square, filled or hollow, as the line's dash is; of a bound a hollow triangle. */
function mark(line: ChartLine, x: number, y: number, bound: boolean): Markup {
  const dash = dashOf(line);
  const name = `${colourOf(line)}${bound || dash % 2 === 1 ? ' hollow' : ''}`;
  if (bound) return html`<path class="${name}" d="M${x - 3},${y + 2}h6l-3,-5z" />`;
  return dash < 2
    ? html`<circle class="${name}" cx="${x}" cy="${y}" r="2" />`
    : html`<rect class="${name}" x="${x - 2}" y="${y - 2}" width="4" height="4" />`;
}

/** What each line is; with the shape of its points where the chart shows points. */
export const legend = (lines: readonly ChartLine[], dotted: boolean): Markup =>
  html`<ul class="legend">
    ${lines.map(
      (line) =>
        html`<li>
          <svg viewBox="0 0 22 10" aria-hidden="true">
            <path class="${strokeOf(line)}" d="M0,6H22" />
            ${dotted ? html`<g class="dots">${mark(line, 11, 6, false)}</g>` : null}</svg
          >${line.label}
        </li>`,
    )}
  </ul>`;
