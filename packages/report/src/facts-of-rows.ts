import type { DistributionRow, SummaryRow } from '@sweepstake/aggregate';
import type { Fact } from './report-input.ts';

const NAMES = {
  preset: 'Preset',
  dataset: 'Data',
  network: 'Network',
  backend: 'Backend',
  numerics: 'Numerics',
} as const;

/** What the rows of a figure are of: preset, trials, data sets, networks, backend, numerics, and the version that drew it. */
export function factsOfRows(
  rows: readonly (SummaryRow | DistributionRow)[],
  version: string,
): Fact[] {
  const columns = Object.keys(NAMES) as (keyof typeof NAMES)[];
  const facts = columns.map((column): Fact => {
    const values = [...new Set(rows.map((row) => row[column]))].sort();
    return { label: NAMES[column], value: values.join(', ') };
  });
  const trials = rows.map((row) => row.trials);
  const fewest = trials.reduce((low, count) => Math.min(low, count), Infinity);
  const most = trials.reduce((high, count) => Math.max(high, count), 0);
  facts.splice(1, 0, {
    label: 'Trials',
    value: fewest < most ? `${fewest} to ${most}` : String(most),
  });
  return [...facts, { label: 'Version', value: version }];
}
