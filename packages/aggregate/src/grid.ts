import { EMPTY_CELL, formatCells, formatRuns, runsBehind } from './cell.ts';
import { formatPercentRemaining } from './numbers.ts';
import type { Level, WideTable } from './wide-table.ts';

/**
 * How variants share a table: `beside` gives each measure one column per variant, so that a ticket
 * stands beside its reinitialisation; `stacked` gives each variant a line of its own, so that the
 * table fits a page or a terminal.
 */
export type Layout = 'beside' | 'stacked';

/** A table as text; `groups` numbers the lines of one level alike. */
export type Grid = {
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
  readonly groups: readonly number[];
  /** How many columns at the left hold words rather than numbers. */
  readonly words: number;
};

/** More variants than this beside each other make columns that nobody reads. */
const MOST_BESIDE = 3;

/** The layout that was asked for; else `beside`, for few variants. */
export function layoutOf(table: WideTable, asked: Layout | undefined): Layout {
  return asked ?? (table.variants.length > MOST_BESIDE ? 'stacked' : 'beside');
}

const hasSettings = (table: WideTable): boolean =>
  table.levels.some((level) => level.setting !== '');

function stacked(table: WideTable): Grid {
  const settings = hasSettings(table);
  const lines: string[][] = [];
  const groups: number[] = [];
  table.levels.forEach((level, index) => {
    for (const variant of table.variants) {
      const cells = level.cells.get(variant);
      if (cells === undefined) continue;
      lines.push([
        ...(settings ? [level.setting] : []),
        variant,
        formatPercentRemaining(level.percentRemaining),
        ...formatCells(cells),
        formatRuns(runsBehind(cells)),
      ]);
      groups.push(index);
    }
  });
  const header = [
    ...(settings ? ['setting'] : []),
    'variant',
    '% remaining',
    ...table.measures.map((measure) => measure.title),
    'runs',
  ];
  return { header, lines, groups, words: settings ? 2 : 1 };
}

function beside(table: WideTable): Grid {
  const settings = hasSettings(table);
  const named = (title: string): string[] =>
    table.variants.length === 1 ? [title] : table.variants.map((variant) => `${title}: ${variant}`);
  const line = (level: Level): string[] => {
    const columns = table.variants.map((variant) => {
      const cells = level.cells.get(variant);
      return cells === undefined
        ? table.measures.map(() => EMPTY_CELL).concat(EMPTY_CELL)
        : [...formatCells(cells), formatRuns(runsBehind(cells))];
    });
    return [
      ...(settings ? [level.setting] : []),
      formatPercentRemaining(level.percentRemaining),
      ...[...table.measures, 'runs'].flatMap((_, index) =>
        columns.map((column) => column[index] ?? EMPTY_CELL),
      ),
    ];
  };
  return {
    header: [
      ...(settings ? ['setting'] : []),
      '% remaining',
      ...table.measures.flatMap((measure) => named(measure.title)),
      ...named('runs'),
    ],
    lines: table.levels.map(line),
    groups: table.levels.map((_, index) => index),
    words: settings ? 1 : 0,
  };
}

/** Lays a wide table out as lines of text, levels in their order in the table. */
export function gridOf(table: WideTable, layout: Layout): Grid {
  return layout === 'beside' ? beside(table) : stacked(table);
}
