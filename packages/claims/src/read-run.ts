import type { RunResult } from '@sweepstake/aggregate';
import { exactly } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import type { Quantity } from './statistic.ts';

const from = (low: number): Bounds => ({ low, high: Number.POSITIVE_INFINITY });

/**
 * A quantity of a run, null where the run has none: it diverged, did not measure it, or had its early stop at iteration
 * 0, before it learned. A censored early stop, and a value that the curve never reaches, are known from below only;
 * when a curve reaches a value, which published tables have few points of, is known as far as its points tell.
 */
export function readRun(run: RunResult, quantity: Quantity): Bounds | null {
  if (run.diverged) return null;
  if ('reaches' in quantity) return firstReaching(run, quantity);
  const { metric, at } = quantity;
  if (metric === 'early_stop_iteration') {
    if (run.earlyStop === null || run.earlyStop.iteration === 0) return null;
    const { iteration, censored } = run.earlyStop;
    return censored ? from(iteration) : exactly(iteration);
  }
  const found = run.values.find((value) => value.metric === metric && value.at === at);
  return found === undefined ? null : exactly(found.value);
}

function firstReaching(
  { values }: RunResult,
  { reaches, value }: Extract<Quantity, { reaches: string }>,
): Bounds | null {
  const curve = values
    .filter(({ metric, at }) => metric === reaches && at === 'iteration')
    .toSorted((a, b) => a.iteration - b.iteration);
  const last = curve.at(-1);
  if (last === undefined) return null;
  const index = curve.findIndex((point) => point.value >= value);
  if (index < 0) return from(last.iteration + 1);
  return index === 0
    ? null
    : { low: curve[index - 1]!.iteration + 1, high: curve[index]!.iteration };
}
