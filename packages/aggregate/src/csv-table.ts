import { csvRecords } from './csv.ts';

/** One row of a CSV file; each question about a column throws what `csvTable` was told to where the answer is bad. */
export type CsvRow<Column extends string> = {
  /** Number of the line it starts on, from 1. */
  readonly line: number;
  readonly text: (column: Column) => string;
  /** A finite number. */
  readonly number: (column: Column) => number;
  /** A whole number from 0 on, without leading zeros. */
  readonly whole: (column: Column) => number;
};

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/**
 * Reads the rows of CSV text under a header that must be `columns`. Throws `fail(line, why)` for another header, a
 * row of another length, an open quote, no header at all, and a last line without its line feed, which was cut off.
 */
export function* csvTable<Column extends string>(
  text: string,
  columns: readonly Column[],
  fail: (line: number, why: string) => Error,
): Generator<CsvRow<Column>> {
  const index = new Map(columns.map((column, i) => [column, i]));
  let last = 0;
  for (const { line, fields } of csvRecords(text)) {
    if (fields === null) throw fail(line, 'a quote is not closed');
    if (last === 0) {
      if (fields.join() !== columns.join()) {
        throw fail(line, `the columns must be ${columns.join()}`);
      }
    } else {
      yield rowOf(line, fields, index, fail);
    }
    last = line;
  }
  if (last === 0) throw fail(1, 'the file is empty');
  if (!text.endsWith('\n')) throw fail(last, 'the line does not end: the file was cut off');
}

function rowOf<Column extends string>(
  line: number,
  fields: readonly string[],
  index: ReadonlyMap<Column, number>,
  fail: (line: number, why: string) => Error,
): CsvRow<Column> {
  if (fields.length !== index.size) {
    throw fail(line, `${fields.length} fields where ${index.size} are needed`);
  }
  const text = (column: Column): string => fields[index.get(column) ?? -1] ?? '';
  const number = (column: Column): number => {
    const value = NUMBER.test(text(column)) ? Number(text(column)) : Number.NaN;
    if (!Number.isFinite(value)) throw fail(line, `${column} is "${text(column)}", not a number`);
    return value;
  };
  const whole = (column: Column): number => {
    const value = Number(text(column));
    if (Number.isSafeInteger(value) && value >= 0 && String(value) === text(column)) return value;
    throw fail(line, `${column} is "${text(column)}", not a whole number from 0 on`);
  };
  return { line, text, number, whole };
}
