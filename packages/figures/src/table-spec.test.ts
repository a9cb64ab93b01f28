import { expect, test } from 'vitest';
import type { TableFigure } from './definition.ts';
import { figureFromRows } from './figure-from-rows.ts';
import { renderSvg } from './render-svg.ts';

const table: TableFigure = {
  kind: 'table',
  title: 'Networks',
  note: 'Weights without biases.',
  header: ['', 'Lenet', 'Conv-2'],
  rows: [
    ['Layers', '300, 100, 10', '64, 64, pool\n256, 256, 10'],
    ['Weights', '266K', '4.3M'],
  ],
};

test('a table is drawn with all of its cells, line by line', async () => {
  const svg = await renderSvg(figureFromRows(table, []));
  for (const text of [
    'Networks',
    'Weights without biases.',
    'Lenet',
    'Conv-2',
    'Layers',
    '300, 100, 10',
    '64, 64, pool',
    '256, 256, 10',
    '4.3M',
  ]) {
    expect(svg).toContain(`>${text}</t`);
  }
});

test('cells of a column begin at one place, and rows are as high as their highest cell', () => {
  const { layer } = figureFromRows(table, []) as unknown as {
    layer: { data: { values: { text: string; x: number; y: number }[] } }[];
  };
  const cells = layer.slice(1).flatMap(({ data }) => data.values);
  const at = (text: string) => cells.find((cell) => cell.text === text)!;
  expect(at('300, 100, 10').x).toBe(at('266K').x);
  expect(at('300, 100, 10').y).toBe(at('64, 64, pool').y);
  expect(at('256, 256, 10').y - at('64, 64, pool').y).toBe(15);
  expect(at('4.3M').y - at('256, 256, 10').y).toBe(15 + 2 * 6);
});

test('empty and ragged tables are refused', () => {
  expect(() => figureFromRows({ ...table, rows: [] }, [])).toThrow('table has no rows');
  expect(() => figureFromRows({ ...table, header: [] }, [])).toThrow('table has no columns');
  expect(() => figureFromRows({ ...table, rows: [['Layers']] }, [])).toThrow(
    'row 0 of the table has 1 cells, its header 3',
  );
});
