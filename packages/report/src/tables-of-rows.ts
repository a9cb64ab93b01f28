import { compareVariants, formatPercentRemaining } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import { rangeOf } from './range-text.ts';
import type { DataTable } from './report-input.ts';
import { thin, thinnedNote } from './thin.ts';

const METRICS: Readonly<Record<string, string>> = {
  early_stop_iteration: 'Early-stop iteration',
  validation_loss: 'Validation loss',
  validation_accuracy: 'Validation accuracy (%)',
  test_loss: 'Test loss',
  test_accuracy: 'Test accuracy (%)',
  train_loss: 'Training loss',
  train_accuracy: 'Training accuracy (%)',
};

const AT = { iteration: '', early_stop: ' at early stop', end: ' at the end' } as const;

/**
 * Summary rows as tables that people read: one for each metric, network and data set, a line for each level (or
 * iteration, of curves), a column for each variant and setting, cells `mean [minimum, maximum]`.
 */
export function tablesOfRows(rows: readonly SummaryRow[]): DataTable[] {
  const groups = Map.groupBy(rows, keyOf);
  const several = new Set(rows.map(({ network, dataset }) => `${network} on ${dataset}`)).size > 1;
  return [...groups.values()].map((group) => tableOf(group, several));
}

/** Early stop differs from run to run, so that its iteration names nothing. */
const keyOf = ({ dataset, network, metric, at }: SummaryRow): string =>
  JSON.stringify([dataset, network, metric, at]);

function tableOf(rows: readonly SummaryRow[], named: boolean): DataTable {
  const { dataset, network, metric, at } = rows[0]!;
  const isCurve = at === 'iteration';
  const lines = sorted(
    rows.map((row) => lineOf(row, isCurve)),
    isCurve,
  );
  const columns = [...new Set(rows.toSorted(compareColumns).map((row) => columnOf(row, isCurve)))];
  const cells = new Map(
    rows.map((row) => [`${lineOf(row, isCurve)} ${columnOf(row, isCurve)}`, cellOf(row)]),
  );
  const shown = thin(lines);
  return {
    title: `${METRICS[metric] ?? metric}${AT[at]}${named ? `, ${network} on ${dataset}` : ''}`,
    columns: [isCurve ? 'Iteration' : 'Weights remaining', ...columns],
    rows: shown.map((line) => [
      isCurve ? String(line) : `${formatPercentRemaining(line)}%`,
      ...columns.map((column) => cells.get(`${line} ${column}`) ?? ''),
    ]),
    note: thinnedNote(shown.length, lines.length),
  };
}

const lineOf = ({ iteration, percent_remaining: percent }: SummaryRow, isCurve: boolean): number =>
  isCurve ? (iteration ?? 0) : percent;

const columnOf = (row: SummaryRow, isCurve: boolean): string =>
  [row.variant, row.setting, isCurve ? `${formatPercentRemaining(row.percent_remaining)}%` : '']
    .filter((part) => part !== '')
    .join(' ');

const compareColumns = (a: SummaryRow, b: SummaryRow): number =>
  compareVariants(a.variant, b.variant) || compare(a.setting, b.setting) || a.round - b.round;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sorted = (lines: readonly number[], ascending: boolean): number[] =>
  [...new Set(lines)].sort((a, b) => (ascending ? a - b : b - a));

/** Accuracies in percent; the rest with as many digits as tell something. */
function cellOf(row: SummaryRow): string {
  const { metric } = row;
  if (metric === 'early_stop_iteration') return rangeOf(row, (value) => String(Math.round(value)));
  return rangeOf({ ...row, censored: 0 }, (value) =>
    metric.endsWith('_accuracy') ? (100 * value).toFixed(2) : String(Number(value.toPrecision(4))),
  );
}
