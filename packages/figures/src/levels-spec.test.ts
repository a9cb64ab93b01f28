import { expect, test } from 'vitest';
import type { LevelSeries, LevelsFigure, LevelsPanel } from './definition.ts';
import { figureFromRows } from './figure-from-rows.ts';
import { chainRows } from './levels.fixture.ts';

type Channel = { scale: { domain: unknown[]; range: unknown[] }; legend: { columns: number } };
type Panel = {
  layer: {
    data: { values: Record<string, unknown>[] };
    mark: { type: string; xOffset: number };
    encoding: { color: Channel; strokeDash: Channel; y: { scale: { domain: number[] } } };
  }[];
  encoding: {
    x: {
      scale: { domain: number[]; type: string };
      axis: { title: string | null; values: number[]; labelExpr: string };
    };
  };
};
type Spec = {
  title: { text: string; subtitle: string[] };
  hconcat: Panel[];
  concat: Panel[];
  columns: number;
};

const panel = (series: readonly LevelSeries[], over: Partial<LevelsPanel> = {}): LevelsPanel => ({
  title: 'Accuracy',
  metric: 'test_accuracy',
  at: 'end',
  series,
  ...over,
});

const figure = (
  panels: readonly LevelsPanel[],
  over: Partial<LevelsFigure> = {},
): LevelsFigure => ({
  kind: 'levels',
  panels,
  ...over,
});

const draw = (definition: LevelsFigure, rows = chainRows({}, { rounds: 8 })): Spec =>
  figureFromRows(definition, rows) as unknown as Spec;

const lines = (panel: Panel | undefined) =>
  (panel?.layer ?? []).filter((layer) => layer.mark.type === 'line');

const NETWORKS = ['conv-2', 'conv-4', 'conv-6'] as const;
const convRows = NETWORKS.flatMap((network) =>
  ['ticket', 'reinit'].flatMap((variant) =>
    chainRows({ network, dataset: 'cifar10', variant }, { rounds: 6 }),
  ),
);
const keyed = NETWORKS.flatMap((network): LevelSeries[] => [
  { variant: 'ticket', network, colour: network, dash: 'winning ticket' },
  { variant: 'reinit', network, colour: network, dash: 'reinitialised' },
]);

test('lines keyed by colour and dash get two legends and share what they share', () => {
  const [first] = draw(figure([panel(keyed)]), convRows).hconcat;
  const { color, strokeDash } = lines(first)[0]!.encoding;
  expect(color.scale).toEqual({ domain: [...NETWORKS], range: ['#0072B2', '#E69F00', '#009E73'] });
  expect(strokeDash.scale).toEqual({
    domain: ['winning ticket', 'reinitialised'],
    range: [
      [1, 0],
      [5, 3],
    ],
  });
  expect(lines(first).map((line) => line.data.values[0]!['colour'])).toEqual(
    NETWORKS.flatMap((network) => [network, network]),
  );
});

test('one legend names variants, networks of a panel and settings where no label does', () => {
  const rows = [
    ...convRows,
    ...chainRows(
      { network: 'conv-2', dataset: 'cifar10', setting: 'learning_rate=0.01' },
      { rounds: 3 },
    ),
  ];
  const series: LevelSeries[] = [
    { variant: 'ticket', network: 'conv-4', colour: 'blue' },
    { variant: 'reinit', network: 'conv-4', colour: 'blue' },
    { variant: 'ticket', network: 'conv-2', setting: 'learning_rate=0.01' },
    { variant: 'ticket', network: 'conv-2', label: 'small' },
  ];
  const { color, strokeDash } = lines(draw(figure([panel(series)]), rows).hconcat[0])[0]!.encoding;
  expect(color.scale).toEqual({
    domain: [
      'winning ticket, conv-4',
      'random reinitialisation, conv-4',
      'winning ticket, conv-2, learning rate 0.01',
      'small',
    ],
    range: ['#0072B2', '#0072B2', '#E69F00', '#009E73'],
  });
  expect(strokeDash.scale.range).toEqual([
    [1, 0],
    [5, 3],
    [1, 0],
    [1, 0],
  ]);
});

test('panels of one network each share one legend of variants, and a caption that lists networks', () => {
  const rows = [...convRows, ...chainRows({}, { rounds: 10 })];
  const networks = ['lenet-300-100', ...NETWORKS];
  const spec = draw(
    figure(
      networks.map((network) => panel([{ variant: 'ticket', network }], { title: network })),
      { columns: 2, version: '0.1.0', note: 'Ours.' },
    ),
    rows,
  );
  expect(spec.columns).toBe(2);
  expect(spec.concat.map((panel) => panel.encoding.x.axis.title)).toEqual([
    null,
    null,
    'Percent of weights remaining',
    'Percent of weights remaining',
  ]);
  expect(lines(spec.concat[0])[0]!.encoding.color.scale.domain).toEqual(['winning ticket']);
  expect(spec.title.subtitle.join(' ')).toBe(
    'preset paper, lenet-300-100 on mnist; conv-2, conv-4, conv-6 on cifar10, backend engine (numerics 1), ' +
      'version 0.1.0 Lines: mean. Bars: minimum and maximum over all runs (winning ticket: 5 trials). Ours.',
  );
});

test('an ordered grid takes a sequence of colours, whatever part of it is finished', () => {
  const grid = [0.001, 0.01, 0.1];
  const series = grid.map((rate): LevelSeries => ({
    variant: 'ticket',
    setting: `learning_rate=${rate}`,
    label: String(rate),
  }));
  const rows = grid.flatMap((rate) =>
    chainRows({ setting: `learning_rate=${rate}` }, { rounds: 4 }),
  );
  const scaleOf = (own: typeof rows) =>
    lines(draw(figure([panel(series)], { palette: 'sequence' }), own).hconcat[0])[0]!.encoding.color
      .scale;
  expect(scaleOf(rows)).toEqual({
    domain: ['0.001', '0.01', '0.1'],
    range: ['#440154', '#269089', '#BDC31A'],
  });
  const part = rows.filter((row) => row.setting !== 'learning_rate=0.001');
  expect(scaleOf(part)).toEqual({ domain: ['0.01', '0.1'], range: ['#269089', '#BDC31A'] });
  expect(draw(figure([panel(series)]), part).title.subtitle.join(' ')).toContain(
    'Missing, not finished: 0.001.',
  );
});

test('the number of weights is on a decreasing logarithmic axis with round labels', () => {
  const series = [{ variant: 'ticket', weights: 266_200 }];
  const [only] = draw(figure([panel(series)], { x: 'weights' })).hconcat;
  expect(
    lines(only)[0]!
      .data.values.slice(0, 2)
      .map((value) => value['x']),
  ).toEqual([266_200, 212_960]);
  const { scale, axis } = only!.encoding.x;
  expect(scale.domain[0]).toBeGreaterThan(scale.domain[1]!);
  expect(axis.title).toBe('Number of weights remaining');
  expect(axis.values).toEqual([200_000, 100_000, 50_000]);
  expect(() => draw(figure([panel([{ variant: 'ticket' }])], { x: 'weights' }))).toThrow(
    'line "winning ticket" has no number of weights',
  );
});

test('a linear axis decreases and has whole labels', () => {
  const [only] = draw(figure([panel([{ variant: 'ticket' }])], { x: 'linear' })).hconcat;
  expect(only!.encoding.x.scale).toEqual({
    type: 'linear',
    domain: [103, 100 * 0.8 ** 7 - 3].map((value, at) =>
      at === 0 ? value : expect.closeTo(value, 3),
    ),
    nice: false,
  });
  expect(only!.encoding.x.axis.labelExpr).toBe(
    '{"20":"20","40":"40","60":"60","80":"80","100":"100"}[datum.value]',
  );
});

test('a panel at an iteration shows that iteration and asks which', () => {
  const series = [{ variant: 'ticket' }];
  const at = { at: 'iteration', iteration: 10_000 } as const;
  expect(lines(draw(figure([panel(series, at)])).hconcat[0])[0]!.data.values).toHaveLength(8);
  expect(() => draw(figure([panel(series, { ...at, iteration: 20_000 })]))).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_FIGURES_EMPTY_PANEL' }),
  );
  expect(() => draw(figure([panel(series, { at: 'iteration' })]))).toThrow(
    'panel "Accuracy" is at an iteration: give it `iteration`',
  );
});

test('panels of one metric and the same networks have one y axis', () => {
  const rows = [
    ...chainRows({}, { rounds: 6 }),
    ...chainRows({ variant: 'reinit' }, { rounds: 6, drop: 0.01 }),
  ];
  const { hconcat } = draw(
    figure([
      panel([{ variant: 'ticket' }]),
      panel([{ variant: 'reinit' }], { at: 'early_stop' }),
      panel([{ variant: 'ticket' }], { metric: 'train_accuracy' }),
    ]),
    rows,
  );
  const [first, second, third] = hconcat.map((panel) => lines(panel)[0]!.encoding.y.scale.domain);
  expect(second).toEqual(first);
  expect(third).not.toEqual(first);
});

test('many lines stand beside each other within the room between two levels', () => {
  const series = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((rate): LevelSeries => ({
    variant: 'ticket',
    setting: `learning_rate=${rate}`,
  }));
  const rows = series.flatMap(({ setting = '' }) => chainRows({ setting }, { rounds: 20 }));
  const [only] = draw(figure([panel(series)]), rows).hconcat;
  const shifts = lines(only).map((line) => line.mark.xOffset);
  expect(new Set(shifts).size).toBe(10);
  // 460 pixels hold 19 gaps and the room beside them.
  expect(Math.max(...shifts) - Math.min(...shifts)).toBeLessThan(460 / 20);
});

test('a line off its axis is named and not drawn, for the renderer would abort', () => {
  const rows = [
    ...chainRows({}, { rounds: 20 }),
    ...chainRows({ variant: 'reinit' }, { rounds: 4, top: 0.1 }),
  ];
  const spec = draw(figure([panel([{ variant: 'ticket' }, { variant: 'reinit' }])]), rows);
  expect(lines(spec.hconcat[0]).map((line) => line.data.values.length)).toEqual([20, 0]);
  expect(spec.title.subtitle.join(' ')).toContain(
    'Wholly beyond the axis: random reinitialisation (Accuracy).',
  );
});

test('networks that no line names are refused, as are two data sets of one network', () => {
  const rows = ['lenet-300-100', 'conv-2'].flatMap((network) =>
    chainRows({ network }, { rounds: 2 }),
  );
  expect(() => draw(figure([panel([{ variant: 'ticket' }])]), rows)).toThrow(
    'one figure cannot mix network "conv-2" and "lenet-300-100"',
  );
  const sets = ['mnist', 'cifar10'].flatMap((dataset) => chainRows({ dataset }, { rounds: 2 }));
  const named = ['mnist', 'cifar10'].map((dataset) => panel([{ variant: 'ticket', dataset }]));
  expect(() => draw(figure([panel([{ variant: 'ticket' }])]), sets)).toThrow('dataset "cifar10"');
  expect(draw(figure(named), sets).hconcat).toHaveLength(2);
});

test('long legends wrap to the width of the panels', () => {
  const series = [1, 2, 3, 4, 5, 6, 7, 8].map((rate): LevelSeries => ({
    variant: 'ticket',
    setting: `learning_rate=0.000${rate}`,
  }));
  const rows = series.flatMap(({ setting = '' }) => chainRows({ setting }, { rounds: 3 }));
  const [only] = draw(figure([panel(series)]), rows).hconcat;
  expect(lines(only)[0]!.encoding.color.legend.columns).toBe(2);
});

test('a lone point of a line that would be dashed is hollow, and the caption says so', () => {
  const all = [
    ...chainRows({ variant: 'ticket' }, { rounds: 2 }),
    ...chainRows({ variant: 'reinit' }, { rounds: 1 }),
  ];
  const both = draw(figure([panel([{ variant: 'ticket' }, { variant: 'reinit' }])]), all);
  const text = JSON.stringify(both.hconcat[0]);
  expect(text.match(/"shape":"circle","filled":false/g)).toHaveLength(1);
  expect(both.title.subtitle.join(' ')).toContain(
    'Hollow circles belong to lines that are not solid',
  );
  const tickets = draw(figure([panel([{ variant: 'ticket' }])]), all.slice(0, all.length / 3));
  expect(JSON.stringify(tickets)).not.toContain('Hollow circles');
});
