import type { Row } from './read-csv.ts';
import type { Shown } from './section-8.ts';

const baseOf = (network: string): string =>
  network.startsWith('lenet') ? 'lenet' : network.split('/')[0]!;

/** Fewest levels of a line, the dense network counted. */
const LEVELS = 2;

/** What rows of one figure's CSV files lack of what the paper's figure shows; none where all is there. */
export function findings(shown: Shown, rows: readonly Row[]): string[] {
  const found = notFinite(rows);
  if (shown.densities !== undefined) return [...found, ...densityFindings(shown, rows)];
  for (const network of shown.networks) {
    const own = rows.filter((row) => baseOf(row['network']!) === network);
    const settings = new Set(own.map((row) => `${row['network']} ${row['setting']}`));
    if (settings.size !== shown.settings)
      found.push(`${network} has ${settings.size} settings, not ${shown.settings}`);
    for (const setting of settings)
      for (const variant of shown.variants)
        for (const [metric, at] of shown.panels) {
          const line = own.filter(
            (row) =>
              `${row['network']} ${row['setting']}` === setting &&
              row['variant'] === variant &&
              row['metric'] === metric &&
              isAt(row, at, shown, own),
          );
          const levels = new Set(line.map((row) => row['round'])).size;
          const least = variant === 'ticket' ? LEVELS : 1;
          if (levels < least)
            found.push(`${setting} ${variant}: ${metric} at ${at} has ${levels} levels`);
        }
  }
  return found;
}

/** Of reported iterations the first and the second are told apart by their number, not by being there at all. */
function isAt(
  row: Row,
  at: Shown['panels'][number][1],
  { x }: Shown,
  own: readonly Row[],
): boolean {
  if (x === 'iteration') return row['at'] === 'iteration';
  if (at !== '1' && at !== '2') return row['at'] === at;
  const reported = own.filter((one) => one['at'] === 'iteration').map((one) => one['iteration']!);
  const ascending = [...new Set(reported)].sort((a, b) => Number(a) - Number(b));
  return row['at'] === 'iteration' && row['iteration'] === ascending[Number(at) - 1];
}

const NUMBERS = ['mean', 'min', 'max', 'percent_remaining'];

function notFinite(rows: readonly Row[]): string[] {
  if (rows.length === 0) return ['no rows'];
  const isBad = (text: string | undefined): boolean =>
    text === undefined || text === '' || !Number.isFinite(Number(text));
  return rows.flatMap((row, i) =>
    NUMBERS.filter((name) => isBad(row[name])).map((name) => `row ${i}: ${name} is '${row[name]}'`),
  );
}

/** LeNet has three matrices; each has as many groups as the figure compares, and a density of area 1. */
function densityFindings({ densities }: Shown, rows: readonly Row[]): string[] {
  const [analysis, groups] = densities!;
  const found: string[] = [];
  const lines = Map.groupBy(rows, (row) =>
    [row['analysis'], row['layer'], row['group'], row['round']].join(' '),
  );
  for (const [name, line] of lines) {
    const area = line.reduce((sum, row) => sum + Number(row['mean']) * Number(row['width']), 0);
    if (Math.abs(area - 1) > 0.01) found.push(`${name} has area ${area}`);
  }
  if (rows.some((row) => row['analysis'] !== analysis)) found.push(`not only ${analysis}`);
  const layers = Map.groupBy(rows, (row) => row['layer']);
  if (layers.size < 3) found.push(`${layers.size} layers`);
  for (const [layer, own] of layers) {
    const count = new Set(own.map((row) => row['group'])).size;
    if (count !== groups) found.push(`${layer} has ${count} groups, not ${groups}`);
  }
  return found;
}
