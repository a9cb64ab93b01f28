import { textWidth } from './text-width.ts';

/** Pixels of an entry beside its text: the symbol and the room around it. */
const ENTRY = 34;
const SIZE = 10.5;

/** A legend of the specification (null: none is drawn) and its width in pixels. */
export type Legend = { readonly legend: object | null; readonly width: number };

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Widths of the columns when texts fill so many columns row by row. */
function columnWidths(texts: readonly string[], columns: number): number[] {
  return Array.from({ length: columns }, (_, column) =>
    texts
      .filter((_, index) => index % columns === column)
      .reduce((most, text) => Math.max(most, textWidth(text, SIZE)), 0),
  );
}

/**
 * The legend of some texts in as many columns as `width` pixels hold, in rows as even as possible.
 * A single text needs none.
 */
export function legendOf(texts: readonly string[], title: string | null, width: number): Legend {
  if (texts.length <= 1) return { legend: null, width: 0 };
  const titleWidth = title === null ? 0 : textWidth(title, SIZE) + 10;
  const wide = (columns: number): number =>
    titleWidth + sum(columnWidths(texts, columns)) + ENTRY * columns;
  let columns = texts.length;
  while (columns > 1 && wide(columns) > width) columns--;
  columns = Math.ceil(texts.length / Math.ceil(texts.length / columns));
  return { legend: { title, columns }, width: wide(columns) };
}

/** Whether legends fit side by side, or are stacked. */
export function legendLayout(legends: readonly Legend[], width: number): 'horizontal' | 'vertical' {
  return sum(legends.map((legend) => legend.width + 30)) <= width + 30 ? 'horizontal' : 'vertical';
}
