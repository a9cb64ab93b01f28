import { formatPercentRemaining } from '@sweepstake/aggregate';
import type { DistributionRow } from '@sweepstake/aggregate';
import type { DataTable } from './report-input.ts';
import { thin, thinnedNote } from './thin.ts';

/**
 * Densities as tables that people read: one for each analysis and layer of a network, a line for each bin, a column
 * for each level and group, cells `mean [minimum, maximum]` per unit of the bins' axis.
 */
export function tablesOfDistributions(rows: readonly DistributionRow[]): DataTable[] {
  const several = new Set(rows.map(networkOf)).size > 1;
  const groups = Map.groupBy(rows, ({ network, dataset, analysis, layer }) =>
    JSON.stringify([network, dataset, analysis, layer]),
  );
  return [...groups.values()].map((group) => tableOf(group, several));
}

function tableOf(rows: readonly DistributionRow[], named: boolean): DataTable {
  const { analysis, layer } = rows[0]!;
  const lines = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
  const columns = [...new Set(rows.map(columnOf))];
  const cells = new Map(rows.map((row) => [`${row.x} ${columnOf(row)}`, cellOf(row)]));
  const shown = thin(lines);
  return {
    title: `${analysis.replaceAll('-', ' ')}: ${layer}${named ? `, ${networkOf(rows[0]!)}` : ''}`,
    columns: ['Bin', ...columns],
    rows: shown.map((x) => [
      String(x),
      ...columns.map((column) => cells.get(`${x} ${column}`) ?? ''),
    ]),
    note: thinnedNote(shown.length, lines.length),
  };
}

const networkOf = ({ network, dataset }: DistributionRow): string => `${network} on ${dataset}`;

const columnOf = ({
  variant,
  setting,
  percent_remaining: percent,
  group,
}: DistributionRow): string =>
  [variant, setting, `${formatPercentRemaining(percent)}%`, group]
    .filter((part) => part !== '')
    .join(' ');

function cellOf({ mean, min, max, trials }: DistributionRow): string {
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  return `${number(mean)}${trials === 1 ? '' : ` [${number(min)}, ${number(max)}]`}`;
}
