import type { FigureSpec } from '@sweepstake/figures';
import { denseOf, type CostRow } from './cost-rows.ts';

const WIDTH = 250;
const HEIGHT = 210;
const COLUMNS = 3;
/** Okabe and Ito's blue and vermilion, and a grey. */
const SERIES = [
  { name: 'Sweepstake', colour: '#0072B2', dash: [1, 0] },
  { name: 'PyTorch, masked-dense', colour: '#D55E00', dash: [5, 3] },
  { name: 'proportional to multiply-adds', colour: '#8C8C8C', dash: [1.5, 2.5] },
] as const;

interface Point {
  readonly series: string;
  /** Percent. */
  readonly macs: number;
  readonly milliseconds: number;
  /** Percent of weights, beside our points only. */
  readonly label: string;
}

function pointsOf(rows: readonly CostRow[]): Point[] {
  const [mine, theirs, ideal] = SERIES;
  return rows.flatMap((row) => {
    const at = { macs: row.macs * 100 };
    const percent = row.remaining * 100;
    const label = `${percent < 10 ? percent.toFixed(1) : percent.toFixed(0)}%`;
    const proportional = denseOf(rows, row).ours * row.macs;
    const points: Point[] = [
      { ...at, series: mine.name, milliseconds: row.ours * 1e3, label },
      { ...at, series: ideal.name, milliseconds: proportional * 1e3, label: '' },
    ];
    if (!Number.isNaN(row.torch))
      points.push({ ...at, series: theirs.name, milliseconds: row.torch * 1e3, label: '' });
    return points;
  });
}

/** The values' range with room for points at its ends and labels to their left, as shares of its logarithm. */
function around(values: readonly number[], before: number, after: number): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [low / (high / low) ** before, high * (high / low) ** after];
}

function panel(network: string, rows: readonly CostRow[], first: boolean): object {
  const points = pointsOf(rows);
  const axis = { grid: true, labelExpr: "format(datum.value, '~r')" };
  const x = {
    field: 'macs',
    type: 'quantitative',
    scale: {
      type: 'log',
      domain: around(
        points.map((p) => p.macs),
        0.16,
        0.06,
      ),
      nice: false,
    },
    axis: {
      ...axis,
      title: 'Surviving multiply-adds, % of dense',
      values: [0.5, 1, 2, 5, 10, 20, 50, 100],
    },
  };
  const y = {
    field: 'milliseconds',
    type: 'quantitative',
    scale: {
      type: 'log',
      domain: around(
        points.map((p) => p.milliseconds),
        0.06,
        0.08,
      ),
      nice: false,
    },
    axis: {
      ...axis,
      title: first ? 'Milliseconds per training step' : null,
      values: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
    },
  };
  const scale = { domain: SERIES.map((s) => s.name), range: SERIES.map((s) => s.colour) };
  const color = { field: 'series', type: 'nominal', scale, legend: { title: null } };
  const dashes = { ...scale, range: SERIES.map((s) => s.dash) };
  const strokeDash = { field: 'series', type: 'nominal', scale: dashes, legend: { title: null } };
  return {
    title: { text: network, fontSize: 11, fontWeight: 'normal', anchor: 'middle' },
    width: WIDTH,
    height: HEIGHT,
    data: { values: points },
    encoding: { x, y, color },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 1.4, clip: true },
        encoding: { strokeDash, order: { field: 'macs', type: 'quantitative' } },
      },
      {
        transform: [{ filter: `datum.series !== '${SERIES[2].name}'` }],
        mark: { type: 'point', filled: true, size: 22, opacity: 1 },
      },
      {
        transform: [{ filter: "datum.label !== ''" }],
        mark: { type: 'text', dx: -6, dy: -6, align: 'right', fontSize: 8.5 },
        encoding: { text: { field: 'label' }, color: { value: '#444444' } },
      },
    ],
  };
}

/**
 * Step time against surviving multiply-adds, both logarithmic, one panel per network in the rows' order; the numbers
 * beside our points are percent of weights remaining.
 */
export function costFigure(rows: readonly CostRow[]): FigureSpec {
  const networks = [...new Set(rows.map(({ network }) => network))];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: 'What a training step costs',
      subtitle: [
        'One core, whole training steps on CIFAR-10. Numbers beside the points: percent of weights remaining.',
      ],
      anchor: 'start',
      frame: 'group',
      fontSize: 14,
      subtitleFontSize: 10.5,
      subtitleColor: '#444444',
      offset: 14,
    },
    columns: COLUMNS,
    concat: networks.map((network, i) =>
      panel(
        network,
        rows.filter((row) => row.network === network),
        i % COLUMNS === 0,
      ),
    ),
    resolve: {
      scale: { x: 'independent', y: 'independent', color: 'shared', strokeDash: 'shared' },
    },
    config: CONFIG,
  };
}

const CONFIG = {
  font: 'DejaVu Sans, sans-serif',
  background: 'white',
  padding: 12,
  mark: { aria: false },
  view: { stroke: '#B0B0B0', strokeWidth: 0.8 },
  axis: {
    labelFontSize: 10,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    titlePadding: 7,
    labelColor: '#222222',
    titleColor: '#222222',
    domain: false,
    gridColor: '#EBEBEB',
    gridWidth: 0.8,
    tickColor: '#B0B0B0',
    tickSize: 4,
  },
  legend: {
    orient: 'bottom',
    direction: 'horizontal',
    labelFontSize: 10.5,
    labelColor: '#222222',
    symbolType: 'stroke',
    symbolSize: 196,
    symbolStrokeWidth: 1.6,
    columnPadding: 14,
    labelLimit: 0,
    offset: 10,
  },
  concat: { spacing: 22 },
} as const;
