import type { RunConfig } from '@sweepstake/experiments';
import { elements, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { countsAfterRounds, ratesByRole } from '@sweepstake/lottery';

/**
 * Survivors by prunable weight after each round 0..`config.rounds`. Layers that are ranked together are taken as if
 * each shrank by the rate.
 */
export function survivorsByRound(
  network: Network,
  config: RunConfig,
): ReadonlyMap<string, number>[] {
  const parameters = prunableParameters(network);
  const sizes = new Map(parameters.map(({ name, shape }) => [name, elements(shape)]));
  const rates = ratesByRole(parameters, config.rates);
  return Array.from({ length: config.rounds + 1 }, (_, round) =>
    countsAfterRounds(sizes, rates, round),
  );
}
