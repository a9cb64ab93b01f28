import type { LevelSeries } from './definition.ts';
import { isInSight, isInside, isTouching } from './in-sight.ts';
import type { LevelsAxis } from './levels-axis.ts';
import type { Line } from './lines.ts';
import { dashOf } from './looks.ts';
import type { Looks } from './looks.ts';

/** Pixels between the error bars of neighbouring lines at one level, where there is room. */
const DODGE = 4;
/** Least pixels between two bars of one line. */
const APART = 5;
/** The part of the room between two levels that error bars may take. */
const FILL = 0.75;

/** Pixels between neighbouring levels of the lines: the median, so that one narrow gap does not decide. */
function gapOf(lines: readonly Line<LevelSeries>[], axis: LevelsAxis): number {
  const gaps = lines.flatMap((line) => {
    const places = line.rows
      .map((row) => axis.place(axis.valueOf(line, row)))
      .sort((a, b) => a - b);
    return places.slice(1).map((place, index) => place - (places[index] ?? 0));
  });
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Infinity;
}

/** Pixels by which each line of a panel is shifted, so that error bars stand beside each other. */
export function shiftsOf(lines: readonly Line<LevelSeries>[], axis: LevelsAxis): number[] {
  const dodge = Math.min(DODGE, (FILL * gapOf(lines, axis)) / lines.length);
  return lines.map((_, index) => Number((dodge * (index - (lines.length - 1) / 2)).toFixed(2)));
}

/** The values that get a bar: in sight, and so far from the last one that bars stay apart. */
function barred<V extends { x: number; mean: number; min: number; max: number }>(
  values: readonly V[],
  axis: LevelsAxis,
  domain: readonly [number, number],
): V[] {
  let last = -Infinity;
  return values.filter((value) => {
    const place = axis.place(value.x);
    if (!isTouching(value, domain) || place - last < APART) return false;
    last = place;
    return true;
  });
}

/** Whether a line is a single point, which does not show that it would be dashed or dotted. */
export const isLonePoint = ({ rows, series }: Line<LevelSeries>): boolean =>
  rows.length === 1 && dashOf(series.variant) !== 'solid';

/** The marks of one line: bars from minimum to maximum, the line of means, and its points. */
export function levelLayers(
  line: Line<LevelSeries>,
  axis: LevelsAxis,
  shift: number,
  y: object,
  domain: readonly [number, number],
  looks: Looks,
): object[] {
  const isStop = line.rows[0]?.metric === 'early_stop_iteration';
  const values = line.rows.map((row) => ({
    x: axis.valueOf(line, row),
    mean: row.mean,
    min: row.min,
    max: row.max,
    ...looks.fieldsOf(line.name),
    censored: isStop && row.censored > 0,
  }));
  const isDense = values.length > 12;
  const x = { field: 'x', type: 'quantitative' };
  const color = looks.colour;
  const bars = barred(values, axis, domain);
  const cap = (field: 'min' | 'max'): object => ({
    data: { values: bars.filter((bar) => bar[field] >= domain[0] && bar[field] <= domain[1]) },
    mark: {
      type: 'tick',
      orient: 'horizontal',
      size: isDense ? 3.5 : 5,
      thickness: 0.9,
      opacity: 1,
      xOffset: shift,
      clip: true,
    },
    encoding: { x, y: { ...y, field }, color },
  });
  const points = (censored: boolean, mark: object): object => ({
    data: {
      values: values.filter((value) => value.censored === censored && isInside(value, domain)),
    },
    mark: { type: 'point', opacity: 1, xOffset: shift, clip: true, ...mark },
    encoding: { x, y: { ...y, field: 'mean' }, color },
  });
  return [
    {
      data: { values: bars },
      mark: { type: 'rule', strokeWidth: 0.9, xOffset: shift, clip: true },
      encoding: { x, y: { ...y, field: 'min' }, y2: { field: 'max' }, color },
    },
    cap('min'),
    cap('max'),
    {
      data: { values: isInSight(values, domain) ? values : [] },
      mark: { type: 'line', strokeWidth: 1.3, xOffset: shift, clip: true },
      encoding: { x, y: { ...y, field: 'mean' }, color, strokeDash: looks.dash },
    },
    points(
      false,
      isLonePoint(line)
        ? { shape: 'circle', filled: false, fill: 'white', size: 24, strokeWidth: 1.2 }
        : { shape: 'circle', filled: true, size: isDense ? 9 : 16 },
    ),
    points(true, {
      shape: 'triangle-up',
      filled: false,
      fill: 'white',
      size: isDense ? 30 : 44,
      strokeWidth: 1.2,
    }),
  ];
}
