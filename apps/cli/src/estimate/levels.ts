import type { RunConfig } from '@sweepstake/experiments';
import { elements, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { countsAfterRounds, ratesByRole } from '@sweepstake/lottery';
import type { Place } from '../places.ts';

/** Prunable weights by name. */
export const sizesOf = (network: Network): ReadonlyMap<string, number> =>
  new Map(prunableParameters(network).map(({ name, shape }) => [name, elements(shape)]));

/**
 * Survivors by prunable weight at a place of an arm. Layers that are ranked together are taken as if each shrank by
 * the rate.
 */
export function survivorsAt(
  network: Network,
  config: Pick<RunConfig, 'rates'>,
  { variant, round }: Pick<Place, 'variant' | 'round'>,
): ReadonlyMap<string, number> {
  const rates = ratesByRole(prunableParameters(network), config.rates);
  if (!isOneShot(variant)) return countsAfterRounds(sizesOf(network), rates, round);
  const most = Math.max(...rates.values());
  const once = [...rates].map(([name, rate]) => {
    return [name, most === 0 ? 0 : (round / 1000) * (rate / most)] as const;
  });
  return countsAfterRounds(sizesOf(network), new Map(once), 1);
}

/** Whether rounds are per mille that one pruning removes. */
export const isOneShot = (variant: string): boolean => variant.startsWith('one-shot');
