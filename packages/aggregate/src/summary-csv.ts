import { csvLines, csvRecords } from './csv.ts';
import { badSummary } from './errors.ts';
import type { At } from './run-result.ts';
import { SUMMARY_COLUMNS } from './summary-row.ts';
import type { SummaryRow } from './summary-row.ts';

/** The summary as CSV text: a header, then one line per row, lines ended by a line feed. */
export function summaryCsv(rows: Iterable<SummaryRow>): string {
  return [...csvLines(SUMMARY_COLUMNS, rows)].join('');
}

const isAt = (text: string): text is At =>
  text === 'iteration' || text === 'early_stop' || text === 'end';

/**
 * Reads the rows back from `summaryCsv`'s text, so that figures can be drawn from committed
 * tables: `parseSummaryCsv(summaryCsv(rows))` equals `rows`.
 *
 * Throws SWEEPSTAKE_AGGREGATE_BAD_SUMMARY with the line number.
 */
export function parseSummaryCsv(text: string): SummaryRow[] {
  const rows: SummaryRow[] = [];
  let header = true;
  for (const { line, fields } of csvRecords(text)) {
    if (fields === null) throw badSummary(line, 'a quote is not closed');
    if (header) {
      if (fields.join() !== SUMMARY_COLUMNS.join()) {
        throw badSummary(line, `the columns must be ${SUMMARY_COLUMNS.join()}`);
      }
      header = false;
    } else {
      rows.push(parseRow(line, fields));
    }
  }
  if (header) throw badSummary(1, 'the file is empty');
  return rows;
}

function parseRow(line: number, fields: readonly string[]): SummaryRow {
  if (fields.length !== SUMMARY_COLUMNS.length) {
    throw badSummary(line, `${fields.length} fields where ${SUMMARY_COLUMNS.length} are needed`);
  }
  const text = (column: keyof SummaryRow): string => fields[SUMMARY_COLUMNS.indexOf(column)] ?? '';
  const number = (column: keyof SummaryRow): number => {
    const value = Number(text(column));
    if (text(column).trim() === '' || !Number.isFinite(value)) {
      throw badSummary(line, `${column} is "${text(column)}", not a number`);
    }
    return value;
  };
  const at = text('at');
  if (!isAt(at)) throw badSummary(line, `at is "${at}", not iteration, early_stop or end`);
  return {
    experiment: text('experiment'),
    preset: text('preset'),
    dataset: text('dataset'),
    backend: text('backend'),
    numerics: text('numerics'),
    network: text('network'),
    variant: text('variant'),
    setting: text('setting'),
    round: number('round'),
    percent_remaining: number('percent_remaining'),
    iteration: text('iteration') === '' ? null : number('iteration'),
    metric: text('metric'),
    at,
    mean: number('mean'),
    min: number('min'),
    max: number('max'),
    trials: number('trials'),
    runs: number('runs'),
    censored: number('censored'),
  };
}
