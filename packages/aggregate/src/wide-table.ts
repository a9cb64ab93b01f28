import { compareText, compareVariants } from './compare.ts';
import type { DivergedRun } from './diverged-runs.ts';
import type { At } from './run-result.ts';
import type { SummaryRow } from './summary-row.ts';

/** A quantity that readable tables show. */
export type Measure = { readonly metric: string; readonly at: At; readonly title: string };

/** The quantities of readable tables, in order; those that no row holds are left out. */
export const MEASURES: readonly Measure[] = [
  { metric: 'early_stop_iteration', at: 'early_stop', title: 'early-stop iteration' },
  { metric: 'test_accuracy', at: 'early_stop', title: 'test accuracy at early stop, %' },
  { metric: 'test_accuracy', at: 'end', title: 'test accuracy at the end, %' },
  { metric: 'train_accuracy', at: 'end', title: 'train accuracy at the end, %' },
];

/** One setting and percentage of weights remaining: for each variant, a cell per measure. */
export type Level = {
  readonly setting: string;
  readonly round: number;
  readonly percentRemaining: number;
  readonly cells: ReadonlyMap<string, readonly (SummaryRow | undefined)[]>;
};

/** The readable summary of one experiment, preset, data set, backend, numerics and network. */
export type WideTable = {
  readonly experiment: string;
  readonly preset: string;
  readonly dataset: string;
  readonly backend: string;
  readonly numerics: string;
  readonly network: string;
  readonly measures: readonly Measure[];
  readonly variants: readonly string[];
  readonly levels: readonly Level[];
  readonly diverged: readonly DivergedRun[];
};

const IDENTITY = ['experiment', 'preset', 'dataset', 'backend', 'numerics', 'network'] as const;

type Identity = Pick<SummaryRow, (typeof IDENTITY)[number]>;

const compareIdentity = (a: Identity, b: Identity): number => {
  for (const key of IDENTITY) {
    const order = compareText(a[key], b[key]);
    if (order !== 0) return order;
  }
  return 0;
};

function levelsOf(rows: readonly SummaryRow[], measures: readonly Measure[]): Level[] {
  const first = new Map<string, SummaryRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.setting, row.round]);
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()]
    .sort((a, b) => compareText(a.setting, b.setting) || a.round - b.round)
    .map(({ setting, round, percent_remaining }) => {
      const here = rows.filter((row) => row.setting === setting && row.round === round);
      const cells = new Map<string, (SummaryRow | undefined)[]>();
      for (const variant of new Set(here.map((row) => row.variant))) {
        const own = here.filter((row) => row.variant === variant);
        cells.set(
          variant,
          measures.map(({ metric, at }) =>
            own.find((row) => row.metric === metric && row.at === at),
          ),
        );
      }
      return { setting, round, percentRemaining: percent_remaining, cells };
    });
}

const isMeasure = (row: SummaryRow): boolean =>
  MEASURES.some(({ metric, at }) => metric === row.metric && at === row.at);

/**
 * Arranges summary rows by level, one table for each experiment, preset, data set, backend,
 * numerics and network, in canonical order. Rows on the evaluation grid are not shown.
 */
export function wideTables(
  rows: Iterable<SummaryRow>,
  diverged: readonly DivergedRun[] = [],
): WideTable[] {
  const shown = [...rows].filter(isMeasure);
  const identities: Identity[] = [];
  for (const identity of [...shown, ...diverged].sort(compareIdentity)) {
    const last = identities.at(-1);
    if (last === undefined || compareIdentity(last, identity) !== 0) identities.push(identity);
  }
  return identities.map((identity) => {
    const own = shown.filter((row) => compareIdentity(row, identity) === 0);
    const measures = MEASURES.filter(({ metric, at }) =>
      own.some((row) => row.metric === metric && row.at === at),
    );
    return {
      experiment: identity.experiment,
      preset: identity.preset,
      dataset: identity.dataset,
      backend: identity.backend,
      numerics: identity.numerics,
      network: identity.network,
      measures,
      variants: [...new Set(own.map((row) => row.variant))].sort(compareVariants),
      levels: levelsOf(own, measures),
      diverged: diverged.filter((run) => compareIdentity(run, identity) === 0),
    };
  });
}
