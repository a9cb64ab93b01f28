import { configOf } from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';
import { elements, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { countsAfterRounds, ratesByRole } from '@sweepstake/lottery';

/** Which experiment's rates, optimiser and batch a network has, by the beginning of its name. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^conv-2/, 'conv-2'],
  [/^conv-4/, 'conv-4'],
  [/^conv-6/, 'conv-6'],
  [/^resnet-/, 'resnet-18'],
  [/^vgg-/, 'vgg-19'],
];

/** What the paper does with networks of this family; fully connected ones are those of figure 3. */
export function paperConfig({ name }: Network): RunConfig {
  const [, experiment = 'figure-3'] = FAMILIES.find(([begins]) => begins.test(name)) ?? [];
  return configOf(experiment, 'paper');
}

/** Survivors by weight name. */
export interface Level {
  /** Round of pruning at the paper's rates; null where every layer keeps the same fraction. */
  readonly round: number | null;
  readonly survivors: ReadonlyMap<string, number>;
  readonly percentRemaining: number;
}

/**
 * The round of the paper's rates that comes nearest to so many percent of the weights, or with `uniform` that
 * fraction of every layer. Networks whose layers are ranked together are taken as if each shrank by the rate.
 */
export function levelAt(network: Network, percent: number, uniform: boolean): Level {
  const parameters = prunableParameters(network);
  const sizes = new Map(parameters.map(({ name, shape }) => [name, elements(shape)]));
  const all = sum(sizes);
  const level = (round: number | null, survivors: ReadonlyMap<string, number>): Level => ({
    round,
    survivors,
    percentRemaining: (100 * sum(survivors)) / all,
  });
  if (uniform) {
    const kept = [...sizes].map(
      ([name, size]) => [name, Math.round((size * percent) / 100)] as const,
    );
    return level(null, new Map(kept));
  }
  const rates = ratesByRole(parameters, paperConfig(network).rates);
  const distance = ({ percentRemaining }: Level): number => Math.abs(percentRemaining - percent);
  let best = level(0, sizes);
  for (let round = 1; ; round++) {
    const next = level(round, countsAfterRounds(sizes, rates, round));
    // Layers at rate 0 stay, and others end at their last weights: no later round comes nearer.
    if (distance(next) >= distance(best)) return best;
    best = next;
  }
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((a, b) => a + b, 0);
