import { MEASURES } from '@sweepstake/aggregate';
import type { Measure } from '@sweepstake/aggregate';
import { presetOf } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { grouped } from './grouped.ts';

/** The columns of readable tables: the usual ones, and what the plots of the preset show besides, before the end. */
export function measuresOf({ config, arms }: Pick<Plan, 'config' | 'arms'>): Measure[] {
  const { plots } = presetOf(config.experiment, config.preset);
  const panels = plots.flatMap((plot) => (plot.kind === 'levels' ? plot.panels : []));
  const found = new Map(MEASURES.map((measure) => [keyOf(measure), measure]));
  for (const { metric, at } of panels) {
    const points =
      typeof at === 'number' ? arms.map(({ config: own }) => own.evaluation.at[at - 1]) : [at];
    for (const point of points) {
      if (point === undefined) continue;
      const measure = measureAt(metric, point);
      if (!found.has(keyOf(measure))) found.set(keyOf(measure), measure);
    }
  }
  return [...found.values()].toSorted((a, b) => rank(a) - rank(b));
}

const keyOf = ({ metric, at, iteration }: Measure): string => `${metric} ${at} ${iteration ?? ''}`;

function measureAt(metric: string, point: 'early_stop' | 'end' | number): Measure {
  const unit = metric.endsWith('_accuracy') ? ', %' : '';
  const name = metric.replaceAll('_', ' ');
  if (point === 'early_stop') return { metric, at: point, title: `${name} at early stop${unit}` };
  if (point === 'end') return { metric, at: point, title: `${name} at the end${unit}` };
  const title = `${name} at ${grouped(point)}${unit}`;
  return { metric, at: 'iteration', iteration: point, title };
}

/** Early stop first, then points of the curve in their order, then the end; else as they came. */
const rank = ({ at, iteration = 0 }: Measure): number =>
  at === 'early_stop' ? -1 : at === 'end' ? Number.MAX_VALUE : iteration;
