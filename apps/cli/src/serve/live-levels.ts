import { compareVariants } from '@sweepstake/aggregate';
import type { SummaryRow } from '@sweepstake/aggregate';
import type { LiveLevel, LiveRange } from '@sweepstake/report';

/** Levels of what is finished, and which accuracy they are of: the test set's where it was measured. */
export function liveLevels(rows: readonly SummaryRow[]): {
  readonly levels: LiveLevel[];
  readonly subset: 'test' | 'validation';
} {
  const subset = rows.some(({ metric }) => metric === 'test_accuracy') ? 'test' : 'validation';
  const networks = new Set(rows.map(({ network, dataset }) => `${network} ${dataset}`));
  const named = networks.size > 1;
  const groups = Map.groupBy(rows.toSorted(inOrder), (row) =>
    JSON.stringify([row.dataset, row.network, row.variant, row.setting, row.round]),
  );
  const levels = Array.from(groups.values(), (group): LiveLevel => {
    const first = group[0]!;
    const { percent_remaining: percentRemaining, network, variant, setting } = first;
    const range = (metric: string, at: SummaryRow['at']): LiveRange | null => {
      const found = group.find((row) => row.metric === metric && row.at === at);
      if (found === undefined) return null;
      const { mean, min, max, runs } = found;
      const censored = metric === 'early_stop_iteration' ? found.censored : 0;
      return { mean, min, max, runs, censored };
    };
    return {
      variant: [named ? network : '', variant, setting].filter((part) => part !== '').join(' '),
      percentRemaining,
      earlyStop: range('early_stop_iteration', 'early_stop'),
      accuracyAtEarlyStop: range(`${subset}_accuracy`, 'early_stop'),
      accuracyAtEnd: range(`${subset}_accuracy`, 'end'),
    };
  });
  return { levels, subset };
}

/** Of one network on one data set, tickets first, from all weights downwards. */
const inOrder = (a: SummaryRow, b: SummaryRow): number =>
  compareText(a.dataset, b.dataset) ||
  compareText(a.network, b.network) ||
  compareVariants(a.variant, b.variant) ||
  compareText(a.setting, b.setting) ||
  a.round - b.round;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
