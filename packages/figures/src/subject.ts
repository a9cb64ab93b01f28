import type { SummaryRow } from '@sweepstake/aggregate';
import { mixedRows, nothingToDraw } from './errors.ts';

type About = Pick<
  SummaryRow,
  'experiment' | 'preset' | 'dataset' | 'backend' | 'numerics' | 'network'
>;

/** What a figure is about, as text. */
export type Subject = { readonly experiment: string; readonly text: string };

/** Data sets with their networks, in the order of first use: `lenet-300-100 on mnist; conv-2, conv-4 on cifar10`. */
function networksText(rows: readonly About[]): string {
  const networks = new Map<string, Set<string>>();
  for (const { dataset, network } of rows) {
    networks.set(dataset, (networks.get(dataset) ?? new Set()).add(network));
  }
  return [...networks].map(([dataset, own]) => `${[...own].join(', ')} on ${dataset}`).join('; ');
}

/**
 * What the drawn rows are about:
 * `preset quick, lenet-300-100 on mnist, backend engine (numerics 1), version 0.1.0`.
 *
 * Throws SWEEPSTAKE_FIGURES_MIXED_ROWS where they are of several experiments, presets, backends or
 * numerics, and SWEEPSTAKE_FIGURES_NOTHING_TO_DRAW where there are none.
 */
export function subjectOf(rows: readonly About[], version: string | undefined): Subject {
  const only = (column: 'experiment' | 'preset' | 'backend' | 'numerics'): string => {
    const values = [...new Set(rows.map((row) => row[column]))].sort();
    if (values.length > 1) throw mixedRows(column, values);
    if (values[0] === undefined) throw nothingToDraw('table has no rows');
    return values[0];
  };
  const parts = [
    `preset ${only('preset')}`,
    networksText(rows),
    `backend ${only('backend')} (numerics ${only('numerics')})`,
    ...(version === undefined ? [] : [`version ${version}`]),
  ];
  return { experiment: only('experiment'), text: parts.join(', ') };
}
