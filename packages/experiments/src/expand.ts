import type { Network } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import type { Initial } from '@sweepstake/stages';
import type { RunConfig } from './config.ts';
import { levelsOf } from './levels.ts';
import type { Level } from './levels.ts';
import { planBuilder } from './plan-builder.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { Plan } from './plan.ts';
import { pruningOf } from './stages-of-config.ts';

/**
 * All stages of an experiment and what they are called. Per trial: the dense network is trained, then pruned
 * and trained again from its first weights, `rounds` times (paper section 1); beside this chain, random
 * reinitialisations and random masks wait for their ticket's mask only.
 *
 * `numerics` is the backend's. Throws for an unknown network, and where a layer would be pruned away.
 */
export function expand(config: RunConfig, numerics: string): Plan {
  const network = modelByName(config.network);
  const levels = levelsOf(network, config);
  const builder = planBuilder(config, numerics);
  for (let trial = 0; trial < config.trials; trial++)
    addTrial(builder, config, network, levels, trial);
  return builder.plan();
}

function addTrial(
  builder: PlanBuilder,
  config: RunConfig,
  network: Network,
  levels: readonly Level[],
  trial: number,
): void {
  const initial: Initial = { kind: 'init', seed: config.seed, trial };
  const ticket = { variant: 'ticket', trial, replicate: 0, initial };
  const [dense, ...pruned] = levels as [Level, ...Level[]];
  let before = builder.addRun({ ...ticket, level: dense, mask: null, rewound: null });
  const rewound = config.rewind_to > 0 ? before : null;
  for (const level of pruned) {
    const pruning = pruningOf(config, network, before, rewound);
    const label = `trial ${trial} round ${level.round} prune`;
    const mask = builder.add(pruning, [before], label, level.weights);
    before = builder.addRun({ ...ticket, level, mask, rewound });
    addBranches(builder, config, level, trial, mask);
  }
}

/**
 * What is trained beside the chain under a ticket's mask, or one of its size. A reinitialisation and a random mask
 * of the same replicate draw the same fresh weights, so that they differ by their masks only.
 */
function addBranches(
  builder: PlanBuilder,
  { seed, reinit, random }: RunConfig,
  level: Level,
  trial: number,
  mask: string,
): void {
  const { round, weights } = level;
  for (const replicate of replicatesAt(reinit, round)) {
    const initial: Initial = { kind: 'reinit', seed, trial, round, replicate };
    builder.addRun({ variant: 'reinit', level, trial, replicate, initial, mask, rewound: null });
  }
  for (const replicate of replicatesAt(random, round)) {
    const drawn = { seed, trial, round, replicate };
    const initial: Initial = { kind: 'reinit', ...drawn };
    const pruning = { kind: 'prune', criterion: 'random', like: mask, ...drawn } as const;
    const label = `trial ${trial} round ${round} random mask ${replicate}`;
    const own = builder.add(pruning, [mask], label, weights);
    builder.addRun({
      variant: 'random',
      level,
      trial,
      replicate,
      initial,
      mask: own,
      rewound: null,
    });
  }
}

const replicatesAt = (branch: RunConfig['reinit'], round: number): number[] =>
  branch.rounds.includes(round) ? Array.from({ length: branch.replicates }, (_, i) => i) : [];
