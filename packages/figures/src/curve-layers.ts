import type { SummaryRow } from '@sweepstake/aggregate';
import { formatPercentRemaining } from '@sweepstake/aggregate';
import type { CurveSeries } from './definition.ts';
import { isInSight } from './in-sight.ts';
import type { Line } from './lines.ts';

/** About how many error bars a line carries. */
const BARS = 9;

/** Percent remaining of a row as legends print it. */
export const levelOf = (row: SummaryRow): string =>
  `${formatPercentRemaining(row.percent_remaining)}%`;

/** The key of a row's colour: that of its line, or its percent remaining. */
export const colourKeyOf = (line: Line<CurveSeries>, row: SummaryRow): string =>
  line.series.colour ?? levelOf(row);

const point = (line: Line<CurveSeries>, row: SummaryRow): object => ({
  iteration: row.iteration,
  mean: row.mean,
  min: row.min,
  max: row.max,
  level: colourKeyOf(line, row),
  variant: line.name,
});

type Bar = { readonly line: Line<CurveSeries>; readonly row: SummaryRow };

/** Every so many grid points a bar, each line at other points than its neighbours; none on the frame. */
function barsOf(
  line: Line<CurveSeries>,
  index: number,
  lines: number,
  [low, high]: readonly [number, number],
): Bar[] {
  const end = line.rows.length - 1;
  const stride = Math.max(lines, Math.floor(line.rows.length / BARS));
  const offset = Math.floor(((index + 0.5) * stride) / lines) % line.rows.length;
  return line.rows
    .filter(
      (row, at) =>
        at > 0 && at < end && at % stride === offset && row.mean >= low && row.mean <= high,
    )
    .map((row) => ({ line, row }));
}

/** The marks of a panel of curves: bars from minimum to maximum at some grid points, lines of means. */
export function curveLayers(
  lines: readonly Line<CurveSeries>[],
  y: object,
  colour: object,
  dash: object,
  domain: readonly [number, number],
): object[] {
  const barred = lines.flatMap((line, index) => barsOf(line, index, lines.length, domain));
  const bars = barred.map(({ line, row }) => point(line, row));
  const x = { field: 'iteration', type: 'quantitative' };
  const cap = (field: 'min' | 'max'): object => ({
    data: {
      values: barred
        .filter(({ row }) => row[field] >= domain[0] && row[field] <= domain[1])
        .map(({ line, row }) => point(line, row)),
    },
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
      data: {
        values: lines
          .filter((line) => isInSight(line.rows, domain))
          .flatMap((line) => line.rows.map((row) => point(line, row))),
      },
      mark: { type: 'line', strokeWidth: 1.3, strokeJoin: 'round', clip: true },
      encoding: { x, y: { ...y, field: 'mean' }, color: colour, strokeDash: dash },
    },
  ];
}
