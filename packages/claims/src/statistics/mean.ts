import { isOn, meanOf } from '../bounds.ts';
import { balanced, compared } from '../compared.ts';
import type { Balanced } from '../compared.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Mean, Null, Value } from '../statistic.ts';
import type { Study } from '../study.ts';
import { hasSize, isBetween } from '../tolerance.ts';

/** Ratio, difference or value, averaged over rounds; null where nothing was measured. */
export function evaluateMean(study: Study, statistic: Mean): Evaluation | null {
  const { sign, than, size } = statistic;
  const averaged = averages(balanced(compared(study, statistic)));
  if (averaged === null) return null;
  return {
    ...averaged,
    pairs: averaged.pairs.map((pair) => ({ ...pair, holds: isOn(sign, pair.value, than) })),
    meanHolds: isOn(sign, averaged.mean, than),
    size: size === undefined ? 'none' : hasSize(averaged.mean, size, sign),
    signless: false,
  };
}

/** No difference; null where nothing was measured. */
export function evaluateNull(study: Study, statistic: Null): Evaluation | null {
  const averaged = averages(balanced(compared(study, statistic)));
  if (averaged === null) return null;
  const size = isBetween(averaged.mean, -statistic.within, statistic.within);
  return { ...averaged, size, signless: true };
}

/** An absolute number; null where nothing was measured. */
export function evaluateValue(study: Study, { quantity, of, size }: Value): Evaluation | null {
  const averaged = averages(balanced(compared(study, { by: 'value', quantity, of })));
  if (averaged === null) return null;
  return { ...averaged, size: hasSize(averaged.mean, size, 'above'), signless: true };
}

function averages({ rounds, trials, leftOut }: Balanced) {
  if (rounds.length === 0) return null;
  const pairs = trials.map((trial, i) => ({
    trial,
    value: meanOf(rounds.map(({ values }) => values[i]!.value)),
    holds: null,
  }));
  return {
    pairs,
    mean: meanOf(rounds.map(({ mean }) => mean)),
    rounds: rounds.map(({ round }) => round),
    leftOut,
    remark: '',
  };
}
