import { formatPercentRemaining } from '@sweepstake/aggregate';
import { exactly, isOn, known } from '../bounds.ts';
import { balanced, compared } from '../compared.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Best } from '../statistic.ts';
import type { Study } from '../study.ts';
import { hasSize, isAtLevel } from '../tolerance.ts';

/** The round whose mean over trials is the best, and its trials; null where nothing was measured. */
export function evaluateBest(study: Study, statistic: Best): Evaluation | null {
  const { sign, than, size, percent, take } = statistic;
  const { rounds, trials, leftOut } = balanced(compared(study, statistic));
  if (rounds.length === 0) return null;
  const means = rounds.map(({ mean }) => mean);
  const better = (a: number, b: number): boolean => (take === 'largest' ? a > b : a < b);
  // Of equal means the first, the largest network's.
  const at = means.reduce(
    (best, mean, i) => (better(known(mean), known(means[best]!)) ? i : best),
    0,
  );
  const { values } = rounds[at]!;
  const mean = means[at]!;
  const where = values.length === 0 ? 100 : values[0]!.percent;
  const isSized = size === undefined ? true : hasSize(mean, size, sign);
  const isThere = percent === undefined ? true : isAtLevel(exactly(where), percent);
  const place = `best at ${formatPercentRemaining(where)}%`;
  return {
    pairs: trials.map((trial, i) => ({
      trial,
      value: values[i]!.value,
      holds: isOn(sign, values[i]!.value, than),
    })),
    mean,
    meanHolds: isOn(sign, mean, than),
    size: size === undefined && percent === undefined ? 'none' : isThere ? isSized : false,
    signless: false,
    rounds: rounds.map(({ round }) => round),
    leftOut,
    remark: isThere ? place : `${place}, the paper's elsewhere`,
  };
}
