import { compareSettings, compareText, compareVariants } from './compare.ts';
import type { DivergedRun } from './diverged-runs.ts';
import type { At } from './run-result.ts';
import type { SummaryRow } from './summary-row.ts';

/** A quantity that readable tables show; of curves one iteration. */
export type Measure = {
  readonly metric: string;
  readonly at: At;
  readonly iteration?: number;
  readonly title: string;
};

/** The quantities that readable tables show where they are not told others; those that no row holds are left out. */
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

const identityKey = (of: Identity): string => JSON.stringify(IDENTITY.map((key) => of[key]));

const compareIdentity = (a: Identity, b: Identity): number => {
  for (const key of IDENTITY) {
    const order = compareText(a[key], b[key]);
    if (order !== 0) return order;
  }
  return 0;
};

/** One-shot rounds count something else than iterative ones, so a round alone does not say how much remains. */
const levelKey = ({ setting, round, percent_remaining }: SummaryRow): string =>
  JSON.stringify([setting, round, percent_remaining]);

function levelsOf(rows: readonly SummaryRow[], measures: readonly Measure[]): Level[] {
  const levels = [...Map.groupBy(rows, levelKey).values()].flatMap((here): Level[] => {
    const [first] = here;
    if (first === undefined) return [];
    const cells = new Map<string, (SummaryRow | undefined)[]>();
    for (const [variant, own] of Map.groupBy(here, (row) => row.variant)) {
      const found = measures.map((measure) => own.find((row) => isOf(row, measure)));
      cells.set(variant, found);
    }
    const { setting, round, percent_remaining: percentRemaining } = first;
    return [{ setting, round, percentRemaining, cells }];
  });
  return levels.sort(
    (a, b) =>
      compareSettings(a.setting, b.setting) ||
      b.percentRemaining - a.percentRemaining ||
      a.round - b.round,
  );
}

const isOf = (row: SummaryRow, { metric, at, iteration }: Measure): boolean =>
  metric === row.metric && at === row.at && (at !== 'iteration' || row.iteration === iteration);

/**
 * Arranges summary rows by setting and level, most weights first, one table for each experiment, preset, data set,
 * backend, numerics and network, in canonical order. Rows of no measure are not shown.
 */
export function wideTables(
  rows: Iterable<SummaryRow>,
  diverged: readonly DivergedRun[] = [],
  wanted: readonly Measure[] = MEASURES,
): WideTable[] {
  const shown = [...rows].filter((row) => wanted.some((measure) => isOf(row, measure)));
  const identities: Identity[] = [];
  for (const identity of [...shown, ...diverged].sort(compareIdentity)) {
    const last = identities.at(-1);
    if (last === undefined || compareIdentity(last, identity) !== 0) identities.push(identity);
  }
  const rowsBy = Map.groupBy(shown, identityKey);
  return identities.map((identity) => {
    const own = rowsBy.get(identityKey(identity)) ?? [];
    const measures = wanted.filter((measure) => own.some((row) => isOf(row, measure)));
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
