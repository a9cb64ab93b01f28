import type { Network } from './network.ts';

/** A running statistic of a normalisation: not trained, not pruned, but part of a session's state. */
export interface Statistic {
  /** `<layer>.running_mean` or `<layer>.running_var`. */
  readonly name: string;
  /** Number of entries, one per channel. */
  readonly features: number;
  /** Value of every entry before the first update: 0 for a mean, 1 for a variance. */
  readonly start: 0 | 1;
}

/** The running statistics in network order, mean before variance; none without norm layers. */
export function statisticsOf(network: Network): Statistic[] {
  return network.layers.flatMap((layer) =>
    layer.kind === 'norm'
      ? [
          { name: `${layer.name}.running_mean`, features: layer.features, start: 0 },
          { name: `${layer.name}.running_var`, features: layer.features, start: 1 },
        ]
      : [],
  );
}
