import type { TableFigure } from './definition.ts';
import { nothingToDraw, raggedTable } from './errors.ts';
import type { FigureSpec } from './figure-spec.ts';
import { titleBlock } from './heading.ts';
import { configOf } from './style.ts';
import { textWidth, wrapText } from './text-width.ts';

const SIZE = 11;
const LINE = 15;
/** Room above and below the text of a row, and between columns. */
const PADDING = { row: 6, column: 22 };
/** Pixels after which a cell is wrapped. */
const WIDEST = 190;
/** The least width of the picture, for its title and note. */
const LEAST = 420;

type Cell = { readonly lines: readonly string[]; readonly weight: 'normal' | 'bold' };

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function cellOf(text: string, weight: Cell['weight']): Cell {
  const lines = text.split('\n').flatMap((line) => wrapText(line, WIDEST, SIZE, weight));
  return { lines, weight };
}

const widthOf = ({ lines, weight }: Cell): number =>
  lines.reduce((most, line) => Math.max(most, textWidth(line, SIZE, weight)), 0);

const heightOf = (row: readonly Cell[]): number =>
  LINE * row.reduce((most, cell) => Math.max(most, cell.lines.length), 1) + 2 * PADDING.row;

/** Where each of some extents begins, and after the last where it ends. */
const startsOf = (extents: readonly number[]): number[] =>
  [...extents, 0].map((_, index) => sum(extents.slice(0, index)));

const place = (field: string): object => ({ field, type: 'quantitative', scale: null, axis: null });

const text = (weight: Cell['weight'], values: readonly object[]): object => ({
  data: { values },
  mark: {
    type: 'text',
    align: 'left',
    baseline: 'alphabetic',
    fontSize: SIZE,
    fontWeight: weight,
    color: '#222222',
  },
  encoding: { x: place('x'), y: place('y'), text: { field: 'text', type: 'nominal' } },
});

/**
 * The Vega-Lite specification of a table (Figure 2 of the paper): the header and the first column
 * in bold, rules above, below and under the header. Cells are wrapped, line breaks are kept.
 *
 * Throws SWEEPSTAKE_FIGURES_NOTHING_TO_DRAW for a table without rows or columns and
 * SWEEPSTAKE_FIGURES_RAGGED_TABLE for a row of another length than the header.
 */
export function tableSpec(figure: TableFigure): FigureSpec {
  const { header, rows } = figure;
  if (header.length === 0) throw nothingToDraw('table has no columns');
  if (rows.length === 0) throw nothingToDraw('table has no rows');
  for (const [index, row] of rows.entries()) {
    if (row.length !== header.length) throw raggedTable(index, row.length, header.length);
  }
  const cells = [
    header.map((cell) => cellOf(cell, 'bold')),
    ...rows.map((row) => row.map((cell, at) => cellOf(cell, at === 0 ? 'bold' : 'normal'))),
  ];
  const widths = header.map(
    (_, at) =>
      cells.reduce(
        (most, row) => Math.max(most, widthOf(row[at] ?? { lines: [], weight: 'normal' })),
        0,
      ) + PADDING.column,
  );
  const lefts = startsOf(widths);
  const tops = startsOf(cells.map(heightOf));
  const [width, height] = [sum(widths), sum(cells.map(heightOf))];
  const placed = cells.flatMap((row, down) =>
    row.flatMap(({ lines, weight }, across) =>
      lines.map((line, index) => ({
        text: line,
        weight,
        x: (lefts[across] ?? 0) + PADDING.column / 2,
        y: (tops[down] ?? 0) + PADDING.row + LINE * (index + 1) - 4,
      })),
    ),
  );
  const rules = [0, tops[1] ?? 0, height].map((y) => ({ y, x: 0, end: width }));
  const version = figure.version === undefined ? [] : [`Version ${figure.version}.`];
  const ofWeight = (weight: string): object[] =>
    placed.filter((cell) => cell.weight === weight).map(({ text, x, y }) => ({ text, x, y }));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: titleBlock(figure, null, version, Math.max(width, LEAST)),
    width,
    height,
    view: { stroke: null },
    layer: [
      {
        data: { values: rules },
        mark: { type: 'rule', strokeWidth: 1, color: '#222222' },
        encoding: { x: place('x'), x2: { field: 'end' }, y: place('y') },
      },
      text('bold', ofWeight('bold')),
      text('normal', ofWeight('normal')),
    ],
    config: configOf('horizontal'),
  };
}
