import { isOn, exactly, meanOf, minus } from '../bounds.ts';
import type { Bounds, Decided } from '../bounds.ts';
import { balanced, seriesOf } from '../compared.ts';
import type { Round } from '../compared.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Closer, Order, Quantity, Runs } from '../statistic.ts';
import type { Study } from '../study.ts';

/** Means in ascending order; the value of a trial is the share of neighbours in order. Null: something is absent. */
export function evaluateOrder(study: Study, { quantity, ascending }: Order): Evaluation | null {
  return together(study, { quantity, series: ascending }, (values) => {
    const steps = values.slice(1).map((value, i) => isOn('above', minus(value, values[i]!), 0));
    const inOrder = steps.filter((step) => step === true).length;
    return { value: exactly(inOrder / steps.length), holds: all(steps) };
  });
}

const all = (steps: readonly Decided[]): Decided =>
  steps.includes(false) ? false : steps.includes(null) ? null : true;

/** The place between two others; null where something is absent. */
export function evaluateCloser(study: Study, statistic: Closer): Evaluation | null {
  const { quantity, of, near, far } = statistic;
  return together(study, { quantity, series: [of, near, far] }, (values) => {
    const [value, from, to] = values.map(({ low }) => low) as [number, number, number];
    const place = (value - from) / (to - from);
    // Where both ends coincide, or an early stop is censored, there is nothing to be nearer to.
    const isOpen = from === to || values.some(({ high }) => !Number.isFinite(high));
    return {
      value: exactly(isOpen ? 0.5 : place),
      holds: isOpen ? null : Math.abs(value - from) < Math.abs(value - to),
    };
  });
}

type Judged = { readonly value: Bounds; readonly holds: Decided };

/** Several series of the same trials, each averaged over the positions of the rounds that all have. */
function together(
  study: Study,
  { quantity, series }: { readonly quantity: Quantity; readonly series: readonly Runs[] },
  judged: (values: readonly Bounds[]) => Judged,
): Evaluation | null {
  const found = series.map((runs) => seriesOf(study, runs, quantity));
  const positions = series[0]!.rounds.map((_, position) =>
    series.map(({ rounds }, i) => found[i]!.find(({ round }) => round === rounds[position])),
  );
  const complete = positions.filter((at) => at.every((round) => round !== undefined)) as Round[][];
  if (complete.length === 0) return null;
  const { rounds, trials, leftOut } = balanced(complete.flat());
  // Balancing may drop a round of one series, and with it its position.
  const whole = complete
    .map((at) => at.map(({ round, byTrial }) => ({ round, byTrial })))
    .filter((at) => at.every(({ byTrial }) => trials.every((trial) => byTrial.has(trial))));
  if (rounds.length === 0 || whole.length === 0) return null;
  const pairs = trials.map((trial) => ({
    trial,
    ...judged(series.map((_, i) => meanOf(whole.map((at) => at[i]!.byTrial.get(trial)!.value)))),
  }));
  return {
    pairs,
    mean: meanOf(pairs.map(({ value }) => value)),
    size: 'none',
    signless: false,
    rounds: [...new Set(whole.flat().map(({ round }) => round))],
    leftOut,
    remark: '',
  };
}
