import type { Distribution } from '@sweepstake/aggregate';
import { exactly, isOn, meanOf } from '../bounds.ts';
import type { Evaluation } from '../evaluation.ts';
import { shapeOf } from '../shape.ts';
import type { Density, Distributed } from '../statistic.ts';
import { wanted } from '../study.ts';
import type { Study } from '../study.ts';

/** A shape of densities, trial by trial; null where there are none. */
export function evaluateDistribution(study: Study, statistic: Distributed): Evaluation | null {
  const { of, to, shape, sign, than } = statistic;
  const one = densities(study, of);
  const other = to === undefined ? null : densities(study, to);
  const pairs = [...one]
    .filter(([trial]) => other === null || other.has(trial))
    .toSorted(([a], [b]) => a - b)
    .map(([trial, density]) => {
      const reference = other === null ? 0 : shapeOf(other.get(trial)!, shape);
      const value = exactly(shapeOf(density, shape) - reference);
      return { trial, value, holds: isOn(sign, value, than) };
    });
  if (pairs.length === 0) return null;
  return {
    pairs,
    mean: meanOf(pairs.map(({ value }) => value)),
    size: 'none',
    signless: false,
    rounds: [],
    leftOut: new Set([...one.keys(), ...(other?.keys() ?? [])]).size - pairs.length,
    remark: '',
  };
}

function densities(study: Study, of: Density): Map<number, Distribution> {
  const matching = wanted(
    study,
    study.distributions.filter(
      (d) => d.analysis === of.analysis && d.layer === of.layer && d.group === of.group,
    ),
    of,
  );
  const round = of.rounds.find((one) => matching.some((d) => d.round === one));
  return new Map(matching.filter((d) => d.round === round).map((d) => [d.trial, d]));
}
