import { expect, test } from 'vitest';
import type { CurvesFigure, LevelsFigure } from './definition.ts';
import { figureFromRows } from './figure-from-rows.ts';
import { figure3Rows, syntheticRow } from './rows.fixture.ts';
import { PALETTE } from './style.ts';

type Panel = {
  layer: { data: { values: Record<string, unknown>[] }; mark: { type: string; shape?: string } }[];
  encoding: { x: { scale: { domain: number[] } } };
};
type Curves = {
  title: { text: string; subtitle: string[] };
  hconcat: Panel[];
};

const tickets = (...rounds: number[]) => rounds.map((round) => ({ variant: 'ticket', round }));

const figure3: CurvesFigure = {
  kind: 'curves',
  title: 'Figure 3',
  panels: [
    { title: 'left', series: tickets(0, 3, 7) },
    { title: 'middle', series: tickets(7, 12, 15, 18) },
    {
      title: 'right',
      series: [
        ...tickets(0, 3, 7),
        { variant: 'reinit', round: 3 },
        { variant: 'reinit', round: 7 },
      ],
    },
  ],
};

const curves = (definition: CurvesFigure, rows = figure3Rows()): Curves =>
  figureFromRows(definition, rows) as unknown as Curves;

const other = (over: object) => figure3Rows().map((row) => ({ ...row, ...over }));

const layerOf = (panel: Panel | undefined, type: string): Record<string, unknown>[] =>
  panel?.layer.find((layer) => layer.mark.type === type)?.data.values ?? [];

test('the three panels hold every grid point of their own lines', () => {
  const spec = curves(figure3);
  expect(spec.hconcat.map((panel) => layerOf(panel, 'line').length)).toEqual([
    3 * 501,
    4 * 501,
    5 * 501,
  ]);
});

test('one level has one colour in all panels, most weights first', () => {
  const text = JSON.stringify(curves(figure3));
  const scale = JSON.stringify({
    domain: ['100%', '51.3%', '21.1%', '7.0%', '3.6%', '1.9%'],
    range: PALETTE.slice(0, 6),
  });
  expect(text.split(scale).length - 1).toBe(3 * 4);
});

test('error bars of two lines of a panel never share a grid point', () => {
  for (const panel of curves(figure3).hconcat) {
    const bars = layerOf(panel, 'rule');
    const places = bars.map((bar) => bar['iteration']);
    expect(new Set(places).size).toBe(places.length);
    expect(bars.length).toBeGreaterThan(20);
  }
});

test('the heading names experiment, preset, data set, backend, trials and what bars mean', () => {
  const { title } = curves(figure3);
  expect(title.text).toBe('Figure 3');
  expect(title.subtitle).toEqual([
    'figure-3, preset paper, lenet-300-100 on mnist, backend engine (numerics 1)',
    'Lines: mean. Bars: minimum and maximum over all runs (winning ticket: 5 trials; random reinitialisation: 15 runs of 5 trials).',
  ]);
});

test('partial results are drawn, and the caption names runs and what is missing', () => {
  const rows = figure3Rows()
    .filter((row) => row.round !== 18)
    .map((row) => (row.round === 15 ? { ...row, runs: 2, trials: 2 } : row));
  const { title } = curves(figure3, rows);
  const text = title.subtitle.join(' ');
  expect(text).toContain('winning ticket: 2 to 5 trials');
  expect(text).toContain('Missing, not finished: ticket of round 18.');
});

test('a panel with nothing to draw is an error that lists what is missing', () => {
  const rows = figure3Rows().filter((row) => row.round === 0);
  expect(() => figureFromRows(figure3, rows)).toThrow(
    'panel "middle" has nothing to draw: no finished run of ticket of round 7, ticket of round 12',
  );
  expect(() => figureFromRows({ ...figure3, panels: [] }, rows)).toThrow('no panels');
});

test('rows of two data sets or numerics are refused by name', () => {
  const both = [...figure3Rows(), ...other({ dataset: 'strokes' })];
  expect(() => figureFromRows(figure3, both)).toThrow('dataset "mnist" and "strokes"');
  expect(() => figureFromRows(figure3, [...figure3Rows(), ...other({ numerics: '2' })])).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_FIGURES_MIXED_ROWS' }),
  );
});

test('the specification does not depend on the order of rows', () => {
  const forward = JSON.stringify(figureFromRows(figure3, figure3Rows()));
  expect(JSON.stringify(figureFromRows(figure3, figure3Rows().toReversed()))).toBe(forward);
});

test('levels run from 100% down, dashed for reinitialisations, censored points apart', () => {
  const rows = [0, 1, 2].flatMap((round) =>
    ['ticket', 'reinit'].map((variant) =>
      syntheticRow({
        variant,
        round,
        percent_remaining: 100 * [1, 0.8, 0.64][round]!,
        metric: 'early_stop_iteration',
        at: 'early_stop',
        mean: 1000,
        min: 900,
        max: 1100,
        censored: variant === 'reinit' && round === 2 ? 1 : 0,
      }),
    ),
  );
  const series = [{ variant: 'ticket' }, { variant: 'reinit' }];
  const definition: LevelsFigure = {
    kind: 'levels',
    panels: [{ title: 'stop', metric: 'early_stop_iteration', at: 'early_stop', series }],
  };
  const spec = figureFromRows(definition, rows) as unknown as Curves;
  const [left, right] = spec.hconcat[0]?.encoding.x.scale.domain ?? [];
  expect(left).toBeGreaterThan(100);
  expect(right).toBeLessThan(64);
  const text = JSON.stringify(spec);
  expect(text).toContain('"range":[[1,0],[5,3]]');
  const triangles = spec.hconcat[0]?.layer.filter(({ mark }) => mark.shape === 'triangle-up');
  expect(triangles?.flatMap(({ data }) => data.values.map((value) => value['line']))).toEqual([
    'random reinitialisation',
  ]);
  expect(spec.title.text).toBe('figure-3');
  expect(spec.title.subtitle.join(' ')).toContain('Hollow triangles are lower bounds');
});
