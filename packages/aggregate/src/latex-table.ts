import { gridOf } from './grid.ts';
import type { TableOptions } from './markdown-table.ts';
import { tableHeading, tableNotes } from './notes.ts';
import type { SummaryRow } from './summary-row.ts';
import { wideTables } from './wide-table.ts';

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '"': '\\textquotedbl{}',
};

/** Escapes text for LaTeX; `>=` becomes the relation sign. */
export function escapeLatex(text: string): string {
  return text.replaceAll(/">="|>=|[\\~^<>"&%$#_{}]/g, (found) =>
    found.includes('>=') ? '$\\geq$' : (SPECIAL[found] ?? `\\${found}`),
  );
}

/**
 * The readable summary as LaTeX tables for the booktabs package, levels set apart by a small
 * space; the heading and the notes are the caption.
 */
export function latexTable(rows: Iterable<SummaryRow>, options: TableOptions = {}): string {
  const tables = wideTables(rows, options.diverged, options.measures).filter(
    (table) => table.levels.length > 0,
  );
  if (tables.length === 0) return '% No finished run yet.\n';
  return tables
    .map((table) => {
      const grid = gridOf(table, options.layout ?? 'stacked');
      const line = (cells: readonly string[]): string =>
        `${cells.map(escapeLatex).join(' & ')} \\\\`;
      const body = grid.lines.flatMap((cells, index) =>
        index > 0 &&
        grid.lines.length > table.levels.length &&
        grid.groups[index] !== grid.groups[index - 1]
          ? ['\\addlinespace', line(cells)]
          : [line(cells)],
      );
      const caption = [`${tableHeading(table)}.`, ...tableNotes(table)].map(escapeLatex).join(' ');
      return [
        '\\begin{table}',
        '\\centering',
        `\\caption{${caption}}`,
        `\\begin{tabular}{${grid.header.map((_, index) => (index < grid.words ? 'l' : 'r')).join('')}}`,
        '\\toprule',
        line(grid.header),
        '\\midrule',
        ...body,
        '\\bottomrule',
        '\\end{tabular}',
        '\\end{table}',
        '',
      ].join('\n');
    })
    .join('\n');
}
