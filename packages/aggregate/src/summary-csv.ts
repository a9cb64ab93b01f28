import { csvTable } from './csv-table.ts';
import type { CsvRow } from './csv-table.ts';
import { csvLines } from './csv.ts';
import { badSummary } from './errors.ts';
import { isAt } from './run-result.ts';
import { SUMMARY_COLUMNS } from './summary-row.ts';
import type { SummaryRow } from './summary-row.ts';

/** The summary as CSV text: a header, then one line per row, lines ended by a line feed. */
export function summaryCsv(rows: Iterable<SummaryRow>): string {
  return [...csvLines(SUMMARY_COLUMNS, rows)].join('');
}

/**
 * Reads the rows back from `summaryCsv`'s text, so that figures can be drawn from committed
 * tables: `parseSummaryCsv(summaryCsv(rows))` equals `rows`.
 *
 * Throws SWEEPSTAKE_AGGREGATE_BAD_SUMMARY with the line number.
 */
export function parseSummaryCsv(text: string): SummaryRow[] {
  return [...csvTable(text, SUMMARY_COLUMNS, badSummary)].map(parseRow);
}

function parseRow({ line, text, number }: CsvRow<keyof SummaryRow>): SummaryRow {
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
