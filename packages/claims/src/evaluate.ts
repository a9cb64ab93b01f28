import type { Evaluation } from './evaluation.ts';
import { evaluateBest } from './statistics/best.ts';
import { evaluateDistribution } from './statistics/distribution.ts';
import { evaluateLevel } from './statistics/level.ts';
import { evaluateMean, evaluateNull, evaluateValue } from './statistics/mean.ts';
import { evaluateCloser, evaluateOrder } from './statistics/order.ts';
import type { Study } from './study.ts';

/** What the statistic of a study's claim comes to; null where runs that it needs are absent. */
export function evaluate(study: Study): Evaluation | null {
  const { statistic } = study.claim;
  switch (statistic.kind) {
    case 'mean':
      return evaluateMean(study, statistic);
    case 'best':
      return evaluateBest(study, statistic);
    case 'level':
      return evaluateLevel(study, statistic);
    case 'order':
      return evaluateOrder(study, statistic);
    case 'null':
      return evaluateNull(study, statistic);
    case 'closer':
      return evaluateCloser(study, statistic);
    case 'value':
      return evaluateValue(study, statistic);
    case 'distribution':
      return evaluateDistribution(study, statistic);
  }
}
