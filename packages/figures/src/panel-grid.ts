/** Where a panel stands in rows of so many columns. */
export type Place = { readonly isFirst: boolean; readonly isLowest: boolean };

/** The place of the index-th of `count` panels: first in its row, lowest in its column. */
export function placeOf(index: number, count: number, columns: number): Place {
  return { isFirst: index % columns === 0, isLowest: index + columns >= count };
}

/** Panels in rows of so many columns. */
export function panelGrid(panels: readonly object[], columns: number): object {
  if (columns >= panels.length) return { hconcat: panels };
  return { concat: panels, columns, spacing: { row: 16, column: 18 } };
}
