import type { SummaryRow } from './summary-row.ts';

/** What stands where no run has a number. */
export const EMPTY_CELL = '-';

/**
 * Prints `mean [min, max]`, of one run its value: accuracies in percent with two decimals, iterations whole.
 *
 * The mean of an early stop with censored runs is a lower bound and is shown as `>= mean`; so are
 * its maximum (the last iteration), and its minimum where every run is censored.
 */
export function formatCell(row: SummaryRow | undefined): string {
  if (row === undefined) return EMPTY_CELL;
  const isIteration = row.metric === 'early_stop_iteration';
  const print = (value: number): string =>
    isIteration ? value.toFixed(0) : (100 * value).toFixed(2);
  const censored = isIteration ? row.censored : 0;
  if (censored > 0 && row.min === row.max) return `>= ${print(row.mean)}`;
  if (row.runs === 1) return print(row.mean);
  const bound = censored > 0 ? '>= ' : '';
  return `${bound}${print(row.mean)} [${print(row.min)}, ${bound}${print(row.max)}]`;
}

/** The largest number of runs behind the cells of one variant at one level. */
export function runsBehind(cells: readonly (SummaryRow | undefined)[]): SummaryRow | undefined {
  return cells.reduce(
    (most, cell) => (cell !== undefined && cell.runs > (most?.runs ?? 0) ? cell : most),
    undefined,
  );
}

/** Prints the number of runs, and of trials where it differs: `5`, or `15 (5 trials)`. */
export function formatRuns(row: SummaryRow | undefined): string {
  if (row === undefined) return EMPTY_CELL;
  return row.runs === row.trials ? String(row.runs) : `${row.runs} (${row.trials} trials)`;
}

/** Prints the cells of one variant at one level; a cell with fewer runs than the others says so. */
export function formatCells(cells: readonly (SummaryRow | undefined)[]): string[] {
  const most = runsBehind(cells)?.runs ?? 0;
  return cells.map((cell) =>
    cell !== undefined && cell.runs < most
      ? `${formatCell(cell)} (${cell.runs} of ${most} runs)`
      : formatCell(cell),
  );
}
