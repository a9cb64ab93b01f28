import type { DivergedRun } from './diverged-runs.ts';
import { gridOf, layoutOf } from './grid.ts';
import type { Layout } from './grid.ts';
import { tableHeading, tableNotes } from './notes.ts';
import type { SummaryRow } from './summary-row.ts';
import { wideTables } from './wide-table.ts';
import type { Measure } from './wide-table.ts';

/** What readable tables say beside their rows. */
export type TableOptions = {
  /** Runs to name as left out; none by default. */
  readonly diverged?: readonly DivergedRun[];
  /** What columns hold; by default `MEASURES`. */
  readonly measures?: readonly Measure[];
  /** By default `stacked` in LaTeX and for more than three variants, else `beside`, on a terminal where it fits. */
  readonly layout?: Layout;
};

const escape = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|');

const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |\n`;

/** The readable summary as Markdown: for each experiment and network a heading, a table, notes. */
export function markdownTable(rows: Iterable<SummaryRow>, options: TableOptions = {}): string {
  const tables = wideTables(rows, options.diverged, options.measures);
  if (tables.length === 0) return 'No finished run yet.\n';
  return tables
    .map((table) => {
      const grid = gridOf(table, layoutOf(table, options.layout));
      const rule = grid.header.map((_, index) => (index < grid.words ? '---' : '---:'));
      const body = [grid.header, rule, ...grid.lines].map(line).join('');
      const notes = tableNotes(table).join('\n\n');
      return `## ${tableHeading(table)}\n\n${table.levels.length === 0 ? '' : `${body}\n`}${notes}\n`;
    })
    .join('\n');
}
