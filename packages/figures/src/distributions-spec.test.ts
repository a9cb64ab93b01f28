import { expect, test } from 'vitest';
import type { DistributionsFigure } from './definition.ts';
import { outline } from './densities.ts';
import { figureFromRows } from './figure-from-rows.ts';
import { densityRows } from './levels.fixture.ts';

const LAYERS = ['hidden-1', 'hidden-2', 'output'];
const rows = [0, 4].flatMap((round) =>
  LAYERS.flatMap((layer) =>
    densityRows({ layer, round, percent_remaining: round === 0 ? 100 : 41.1 }),
  ),
);

const figure: DistributionsFigure = {
  kind: 'distributions',
  xTitle: 'Initial weight',
  yTitle: 'Density',
  columns: 1,
  panels: [0, 4].map((round) => ({
    title: `round ${round}`,
    lines: LAYERS.map((layer) => ({ label: layer, select: { layer, round } })),
  })),
};

const draw = (own = rows) =>
  figureFromRows(figure, [], own) as unknown as {
    title: { subtitle: string[] };
    concat: {
      encoding: { x: { scale: { domain: number[] }; axis: { title: string | null } } };
      layer: { data: { values: object[] }; layer?: { mark: { type: string } }[] }[];
    }[];
  };

test('a density is an outline from zero to zero over a band, at the edges of its bins', () => {
  const [first] = draw().concat;
  expect(first?.encoding.x.scale.domain).toEqual([0, 0.5]);
  expect(first?.layer).toHaveLength(1 + LAYERS.length);
  expect(first?.layer[1]?.layer?.map(({ mark }) => mark.type)).toEqual(['area', 'line']);
  const line = { line: 'hidden-1' };
  expect(first?.layer[1]?.data.values).toEqual([
    { x: 0, mean: 0, min: 0, max: 0, ...line },
    { x: 0, mean: 1, min: 0.5, max: 1.5, ...line },
    { x: 0.1, mean: 2, min: 1.5, max: 2.5, ...line },
    { x: 0.2, mean: 3, min: 2.5, max: 3.5, ...line },
    { x: 0.3, mean: 2, min: 1.5, max: 2.5, ...line },
    { x: 0.4, mean: 1, min: 0.5, max: 1.5, ...line },
    { x: 0.5, mean: 0, min: 0, max: 0, ...line },
  ]);
});

test('bins that are absent are empty', () => {
  const bins = densityRows({}).filter((row) => row.x !== 0.25);
  expect(outline(bins).map(({ x, mean }) => [x, mean])).toEqual([
    [0, 0],
    [0, 1],
    [0.1, 2],
    [0.2, 0],
    [0.3, 2],
    [0.4, 1],
    [0.5, 0],
  ]);
});

test('the caption says what bands are, and names what is missing', () => {
  expect(draw().title.subtitle).toEqual([
    'preset paper, lenet-300-100 on mnist, backend engine (numerics 1)',
    'Lines: mean over trials. Bands: minimum and maximum (5 trials each).',
  ]);
  const part = rows.filter((row) => row.layer !== 'output' || row.round !== 4);
  expect(draw(part).title.subtitle.join(' ')).toContain('Missing, not finished: output (round 4).');
  expect(() => draw(rows.filter((row) => row.round === 0))).toThrow(
    'panel "round 4" has nothing to draw',
  );
});

test('a line that selects several densities is refused', () => {
  const both = [...rows, ...densityRows({ group: 'in ticket' })];
  expect(() => draw(both)).toThrow('one figure cannot mix group "" and "in ticket"');
});
