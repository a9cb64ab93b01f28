import { formatPercentRemaining } from '@sweepstake/aggregate';
import { exactly, isOn, meanOf } from '../bounds.ts';
import type { Bounds, Decided } from '../bounds.ts';
import { balanced, compared } from '../compared.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Level } from '../statistic.ts';
import type { Study } from '../study.ts';
import { FACTOR, isAtLevel } from '../tolerance.ts';

/** The paper prints levels to a tenth; a level that prints as the paper's belongs to it. */
const printed = (percent: number): number => Number(formatPercentRemaining(percent));

/** How far down a condition holds; null where no network was measured that decides its sign. */
export function evaluateLevel(study: Study, statistic: Level): Evaluation | null {
  const { holds, than, edge, percent, orFurther } = statistic;
  const { rounds, trials, leftOut } = balanced(compared(study, statistic));
  const levels = rounds.map(({ values }) => values[0]?.percent ?? 100);
  const decisive = rounds.filter((_, i) =>
    edge === 'last'
      ? Math.max(levels[i]!, printed(levels[i]!)) >= percent
      : levels[i]! <= FACTOR.least * percent,
  );
  if (decisive.length === 0) return null;
  const edgeOf = (values: readonly Bounds[]): Bounds =>
    edgeLevel(
      values.map((value) => isOn(holds, value, than)),
      levels,
      edge,
    );
  const pairs = trials.map((trial, i) => {
    const side = isOn(holds, meanOf(decisive.map(({ values }) => values[i]!.value)), than);
    return {
      trial,
      value: edgeOf(rounds.map(({ values }) => values[i]!.value)),
      holds: edge === 'last' || side === null ? side : !side,
    };
  });
  const mean = edgeOf(rounds.map((round) => round.mean));
  return {
    pairs,
    mean,
    size: isAtLevel(mean, percent, orFurther),
    signless: false,
    rounds: rounds.map(({ round }) => round),
    leftOut,
    remark: mean.low === 0 ? 'holds for the smallest network measured' : '',
  };
}

/**
 * The smallest level at which a condition holds, or the next smaller one; 100% where it holds at none, anything below
 * the smallest level where it holds there.
 */
function edgeLevel(
  met: readonly Decided[],
  levels: readonly number[],
  edge: Level['edge'],
): Bounds {
  const after = (index: number): Bounds => {
    if (index === levels.length - 1) return { low: 0, high: levels[index]! };
    if (edge === 'first') return exactly(levels[index + 1]!);
    return exactly(index < 0 ? 100 : levels[index]!);
  };
  const surely = after(met.lastIndexOf(true));
  const possibly = after(met.findLastIndex((holds) => holds !== false));
  return { low: possibly.low, high: surely.high };
}
