import { elements, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { countsAfterRounds, ratesByRole } from '@sweepstake/lottery';
import type { RunConfig } from './config.ts';
import { badValue, prunedAway } from './errors.ts';

/** How large a network is after some rounds of pruning; the closed form, nothing is trained. */
export interface Level {
  readonly round: number;
  /** Surviving weights without biases. */
  readonly weights: number;
  readonly percentRemaining: number;
}

/**
 * The levels of rounds 0..`config.rounds`. Ranked layer by layer, every layer shrinks by its own rate; ranked
 * together, the layers with a rate shrink as one, and only their sum is known before training.
 *
 * Throws where a layer would be pruned away entirely, with its name, and where layers that are ranked together
 * have different rates.
 */
export function levelsOf(network: Network, config: RunConfig): Level[] {
  const parameters = prunableParameters(network);
  const byName = ratesByRole(parameters, config.rates);
  const sizes = new Map(parameters.map(({ name, shape }) => [name, elements(shape)]));
  const { counts, rates } =
    config.criterion === 'global-magnitude'
      ? together(sizes, byName)
      : { counts: sizes, rates: byName };
  const all = sum(counts);
  return Array.from({ length: config.rounds + 1 }, (_, round) => {
    const after = countsAfterRounds(counts, rates, round);
    for (const [name, left] of after)
      if (left === 0) throw prunedAway(network.name, name, round, rates.get(name) ?? 0);
    const weights = sum(after);
    return { round, weights, percentRemaining: (100 * weights) / all };
  });
}

/** The level after one pruning at the configuration's rates, under the name of another round. Throws as `levelsOf`. */
export const levelAfter = (network: Network, config: RunConfig, round: number): Level => ({
  ...levelsOf(network, { ...config, rounds: 1 })[1]!,
  round,
});

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((a, b) => a + b, 0);

/** The layers with a rate as one. */
function together(sizes: ReadonlyMap<string, number>, rates: ReadonlyMap<string, number>) {
  const counts = new Map<string, number>();
  let rated = 0;
  let shared = 0;
  for (const [name, size] of sizes) {
    const rate = rates.get(name) ?? 0;
    if (rate === 0) {
      counts.set(name, size);
      continue;
    }
    if (shared !== 0 && rate !== shared)
      throw badValue(
        'rates',
        [...rates.values()],
        'one rate, or 0, where layers are ranked together',
      );
    shared = rate;
    rated += size;
  }
  if (rated > 0) counts.set('(all ranked together)', rated);
  return { counts, rates: new Map([['(all ranked together)', shared]]) };
}
