import { gridOf, layoutOf } from './grid.ts';
import type { Grid } from './grid.ts';
import type { TableOptions } from './markdown-table.ts';
import { tableHeading, tableNotes } from './notes.ts';
import type { SummaryRow } from './summary-row.ts';
import { wideTables } from './wide-table.ts';

const DEFAULT_WIDTH = 120;

/** Breaks a heading at spaces, into lines no longer than `width` where its words allow it. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

function align(grid: Grid): string[] {
  const bodyWidth = grid.header.map((_, column) =>
    grid.lines.reduce((widest, line) => Math.max(widest, line[column]?.length ?? 0), 0),
  );
  const headings = grid.header.map((title, column) => wrap(title, bodyWidth[column] ?? 0));
  const widths = headings.map((lines, column) =>
    lines.reduce((widest, line) => Math.max(widest, line.length), bodyWidth[column] ?? 0),
  );
  const depth = headings.reduce((most, lines) => Math.max(most, lines.length), 0);
  const header = Array.from({ length: depth }, (_, index) =>
    headings.map((lines) => lines[index - depth + lines.length] ?? ''),
  );
  const print = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < grid.words ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [...header.map(print), rule, ...grid.lines.map(print)];
}

/** Lines of a table that is too wide, in parts below each other that each begin with the columns of words and levels. */
function folded(grid: Grid, width: number): string[] {
  const first = grid.words + 1;
  const columnsOf = (from: number, to: number): Grid => {
    const pick = (cells: readonly string[]): string[] => [
      ...cells.slice(0, first),
      ...cells.slice(from, to),
    ];
    return { ...grid, header: pick(grid.header), lines: grid.lines.map(pick) };
  };
  const parts: string[][] = [];
  for (let from = first; from < grid.header.length;) {
    let to = from + 1;
    let part = align(columnsOf(from, to));
    while (to < grid.header.length) {
      const wider = align(columnsOf(from, to + 1));
      if (wider.some((line) => line.length > width)) break;
      part = wider;
      to++;
    }
    parts.push(part);
    from = to;
  }
  return parts.flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

/**
 * The readable summary as aligned plain text. `width` is the terminal's, 120 characters by
 * default: up to three variants stand beside each other where that fits, and below each other where not; a table that
 * is wider still is folded.
 */
export function terminalTable(
  rows: Iterable<SummaryRow>,
  options: TableOptions & { readonly width?: number } = {},
): string {
  const tables = wideTables(rows, options.diverged, options.measures);
  if (tables.length === 0) return 'No finished run yet.\n';
  const width = options.width ?? DEFAULT_WIDTH;
  return tables
    .map((table) => {
      const lines = align(gridOf(table, layoutOf(table, options.layout)));
      const fits = options.layout !== undefined || lines.every((line) => line.length <= width);
      const body = fits ? lines : folded(gridOf(table, 'stacked'), width);
      const shown = table.levels.length === 0 ? [] : [...body, ''];
      const notes = tableNotes(table).flatMap((note) => wrap(note, width));
      return [tableHeading(table), '', ...shown, ...notes, ''].join('\n');
    })
    .join('\n');
}
