import type { Network } from '@sweepstake/graph';
import type { Initial, Rates } from '@sweepstake/stages';
import type { RunConfig } from './config.ts';
import type { Level } from './levels.ts';
import type { ArmBuilder } from './plan-builder.ts';
import { ratesOf } from './stages-of-config.ts';

/** One trial of one arm. */
export interface Trial {
  readonly config: RunConfig;
  readonly network: Network;
  /** By round, from 0. */
  readonly levels: readonly Level[];
  readonly trial: number;
}

/**
 * What is trained beside the chain under a ticket's mask, or one of its size. A reinitialisation and a random mask
 * of the same replicate draw the same fresh weights, so that they differ by their masks only.
 */
export function addBranches(
  builder: ArmBuilder,
  { config, network, trial }: Trial,
  level: Level,
  mask: string,
): void {
  const { seed, reinit, random, resample, noise, small_initial } = config;
  const { round, weights } = level;
  const at = { seed, trial, round };
  const of = { level, trial, rewound: null };
  for (const replicate of replicatesAt(reinit, round)) {
    const initial: Initial = { kind: 'reinit', ...at, replicate };
    builder.addRun({ ...of, variant: 'reinit', replicate, initial, mask });
  }
  for (const replicate of replicatesAt(random, round)) {
    const initial: Initial = { kind: 'reinit', ...at, replicate };
    const pruning = { kind: 'prune', criterion: 'random', like: mask, ...at, replicate } as const;
    const label = `trial ${trial} round ${round} random mask ${replicate}`;
    const own = builder.add(pruning, [mask], label, weights);
    builder.addRun({ ...of, variant: 'random', replicate, initial, mask: own });
  }
  for (const replicate of replicatesAt(resample, round)) {
    const initial: Initial = { kind: 'resample', ...at, replicate, of: mask };
    builder.addRun({ ...of, variant: 'resample', replicate, initial, mask });
  }
  for (const deviation of noise.deviations)
    for (const replicate of replicatesAt(noise, round)) {
      const initial: Initial = { kind: 'noise', ...at, replicate, deviation };
      builder.addRun({ ...of, variant: `noise-${deviation}`, replicate, initial, mask });
    }
  if (!small_initial.rounds.includes(round)) return;
  const own = builder.add(
    {
      kind: 'prune',
      criterion: 'initial-magnitude',
      network: network.name,
      seed,
      trial,
      ...(config.initial_std > 0 && { initialStd: config.initial_std }),
      rates: ratesOf(config, network) satisfies Rates,
      rounds: round,
    },
    [],
    `trial ${trial} round ${round} prune small initial weights`,
    weights,
  );
  const initial: Initial = { kind: 'init', seed, trial };
  builder.addRun({ ...of, variant: 'small-initial', replicate: 0, initial, mask: own });
}

const replicatesAt = (
  { rounds, replicates }: RunConfig['reinit'],
  round: number,
): readonly number[] =>
  rounds.includes(round) ? Array.from({ length: replicates }, (_, i) => i) : [];
