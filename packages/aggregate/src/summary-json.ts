import { SUMMARY_COLUMNS } from './summary-row.ts';
import type { SummaryRow } from './summary-row.ts';

/** The summary as a JSON array of objects, one row a line, keys in column order. */
export function summaryJson(rows: Iterable<SummaryRow>): string {
  const lines = [...rows].map((row) =>
    JSON.stringify(Object.fromEntries(SUMMARY_COLUMNS.map((column) => [column, row[column]]))),
  );
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}
