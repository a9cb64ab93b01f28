import { formatPercentRemaining } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import type { LevelSeries, LevelsFigure } from './definition.ts';
import { noWeights } from './errors.ts';
import type { Line } from './lines.ts';

/** Pixels that a label of the x axis needs. */
const LABEL = 33;
/** Room beside the outermost points: a factor on logarithmic axes, percents on linear ones. */
const ROOM = { factor: 1.18, percent: 3 };

/** The x axis of levels: values of points, and what the specification says. */
export type LevelsAxis = {
  /** What a row has on the x axis. */
  readonly valueOf: (line: Line<LevelSeries>, row: SummaryRow) => number;
  /** Pixels from the left of a value. */
  readonly place: (value: number) => number;
  readonly scale: object;
  /** The axis without its title. */
  readonly axis: object;
  readonly title: string;
};

/**
 * The number of weights that remain, or percent remaining.
 *
 * Throws SWEEPSTAKE_FIGURES_NO_WEIGHTS where the line does not say how many it has.
 */
function valueOf(x: LevelsFigure['x'], line: Line<LevelSeries>, row: SummaryRow): number {
  if (x !== 'weights') return row.percent_remaining;
  if (line.series.weights === undefined) throw noWeights(line.name);
  return (line.series.weights * row.percent_remaining) / 100;
}

/** Of candidates by preference, those far enough from all that were taken before. */
function spaced(candidates: readonly number[], place: (value: number) => number): number[] {
  const ticks: number[] = [];
  for (const value of candidates) {
    if (ticks.every((tick) => Math.abs(place(value) - place(tick)) >= LABEL)) ticks.push(value);
  }
  return ticks.sort((a, b) => b - a);
}

/** 1, 2 and 5 times powers of ten between two values: the powers first, for they are preferred. */
function roundNumbers(low: number, high: number): number[] {
  const powers: number[] = [];
  for (let power = 1; power <= high; power *= 10) powers.push(power);
  return [1, 2, 5]
    .flatMap((factor) => powers.map((power) => factor * power))
    .filter((value) => value >= low && value <= high);
}

const descending = (values: readonly number[]): number[] =>
  [...new Set(values)].sort((a, b) => b - a);

/** The x axis of panels whose lines these are, decreasing to the right; labels are levels of the first line. */
export function levelsAxis(
  lines: readonly Line<LevelSeries>[],
  x: LevelsFigure['x'],
  width: number,
): LevelsAxis {
  const values = lines.map((line) => line.rows.map((row) => valueOf(x, line, row)));
  const all = values.flat();
  const least = all.reduce((low, value) => Math.min(low, value), Infinity);
  const most = x === 'weights' ? all.reduce((high, value) => Math.max(high, value), 0) : 100;
  const isLog = x !== 'linear';
  const domain: [number, number] = isLog
    ? [most * ROOM.factor, least / ROOM.factor]
    : [most + ROOM.percent, Math.max(0, least - ROOM.percent)];
  const scaled = (value: number): number => (isLog ? Math.log(value) : value);
  const [left, right] = [scaled(domain[0]), scaled(domain[1])];
  const place = (value: number): number => (width * (left - scaled(value))) / (left - right);

  const common = {
    valueOf: (line: Line<LevelSeries>, row: SummaryRow) => valueOf(x, line, row),
    place,
    scale: { type: isLog ? 'log' : 'linear', domain, nice: false },
  };
  if (x === 'weights') {
    const ticks = spaced(roundNumbers(domain[1], domain[0]), place);
    return {
      ...common,
      axis: { values: ticks, labelExpr: "format(datum.value, '~s')", labelOverlap: false },
      title: 'Number of weights remaining',
    };
  }
  const candidates = isLog
    ? [...descending(values[0] ?? []), ...descending(all)]
    : [100, 80, 60, 40, 20, 0].filter((tick) => tick >= domain[1]);
  const ticks = spaced(candidates, place);
  const print = isLog ? formatPercentRemaining : String;
  const labels = Object.fromEntries(ticks.map((tick) => [tick, print(tick)]));
  return {
    ...common,
    axis: {
      values: ticks,
      labelExpr: `${JSON.stringify(labels)}[datum.value]`,
      labelOverlap: false,
    },
    title: 'Percent of weights remaining',
  };
}
