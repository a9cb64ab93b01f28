import { csvTable } from './csv-table.ts';
import type { CsvRow } from './csv-table.ts';
import { csvLines } from './csv.ts';
import { compareDistributions, SUBJECT_KEYS } from './distribution-order.ts';
import type { Distribution } from './distribution-row.ts';
import { badDistributions } from './errors.ts';

/** The columns of `distributions.csv`, one bin of one trial a row, in order. */
export const DISTRIBUTION_TRIAL_COLUMNS = [
  'experiment',
  'preset',
  'dataset',
  'backend',
  'numerics',
  'network',
  'variant',
  'setting',
  'round',
  'percent_remaining',
  'analysis',
  'layer',
  'group',
  'trial',
  'x',
  'width',
  'density',
] as const;

type Column = (typeof DISTRIBUTION_TRIAL_COLUMNS)[number];
type Bin = Distribution['bins'][number];

/** What must be the same in all rows of one trial's density. */
const CONSTANT = ['numerics', 'percent_remaining', 'width'] as const;

/**
 * The densities behind `aggregateDistributions` as CSV text, one by one, unrounded, in canonical order, bins by x. A
 * distribution without bins has no row.
 */
export function distributionTrialsCsv(distributions: Iterable<Distribution>): string {
  return [...csvLines(DISTRIBUTION_TRIAL_COLUMNS, rowsOf(distributions))].join('');
}

function* rowsOf(distributions: Iterable<Distribution>) {
  for (const { bins, ...own } of [...distributions].sort(compareDistributions))
    for (const { x, density } of byX(bins)) yield { ...own, x, density };
}

const byX = (bins: readonly Bin[]): Bin[] => [...bins].sort((a, b) => a.x - b.x);

/**
 * Reads the densities back from `distributionTrialsCsv`'s text, in canonical order; percent remaining has 4 decimals.
 * `file` names the file in messages.
 *
 * Throws SWEEPSTAKE_AGGREGATE_BAD_DISTRIBUTIONS, with file and line, for another header, a number that is none, a bin
 * given twice, rows of one density that contradict each other, and a file that was cut off.
 */
export function readDistributionTrialsCsv(text: string, file: string): Distribution[] {
  const fail = (line: number, why: string): Error => badDistributions(file, line, why);
  const found = new Map<string, { first: CsvRow<Column>; bins: Map<number, number> }>();
  for (const row of csvTable(text, DISTRIBUTION_TRIAL_COLUMNS, fail)) {
    const name = [...SUBJECT_KEYS, 'trial' as const].map(row.text).join('\0');
    let own = found.get(name);
    if (own === undefined) found.set(name, (own = { first: row, bins: new Map() }));
    for (const column of CONSTANT) {
      const [before, here] = [own.first.text(column), row.text(column)];
      if (before !== here)
        throw fail(row.line, `${column} is "${before}" on line ${own.first.line}`);
    }
    const x = row.number('x');
    if (own.bins.has(x)) throw fail(row.line, `the density has a bin at ${x} already`);
    own.bins.set(x, row.number('density'));
  }
  return [...found.values()].map(distributionOf).sort(compareDistributions);
}

function distributionOf(own: {
  first: CsvRow<Column>;
  bins: ReadonlyMap<number, number>;
}): Distribution {
  const { text, number, whole } = own.first;
  return {
    experiment: text('experiment'),
    preset: text('preset'),
    dataset: text('dataset'),
    backend: text('backend'),
    numerics: text('numerics'),
    network: text('network'),
    variant: text('variant'),
    setting: text('setting'),
    round: whole('round'),
    percent_remaining: number('percent_remaining'),
    analysis: text('analysis'),
    layer: text('layer'),
    group: text('group'),
    trial: whole('trial'),
    width: number('width'),
    bins: byX([...own.bins].map(([x, density]) => ({ x, density }))),
  };
}
