import { modelByName } from '@sweepstake/models';
import type { Initial } from '@sweepstake/stages';
import { armsOf } from './arms-of.ts';
import { addBranches } from './branches.ts';
import type { Trial } from './branches.ts';
import type { RunConfig } from './config.ts';
import { addContinued } from './continued.ts';
import { levelsOf } from './levels.ts';
import type { Level } from './levels.ts';
import { addOneShot } from './one-shot.ts';
import { planBuilder } from './plan-builder.ts';
import type { ArmBuilder } from './plan-builder.ts';
import type { Plan } from './plan.ts';
import { pruningOf } from './stages-of-config.ts';
import { visitedRounds } from './variants.ts';

/**
 * All stages of an experiment and what they are called. Per arm and trial: the dense network is trained, then pruned
 * and trained again from its first weights, level after level (paper section 1, strategy 1 of appendix B). Beside
 * this chain, everything that needs a ticket's mask only waits for that alone.
 *
 * `numerics` is the backend's. Throws for an unknown network, and where a layer would be pruned away.
 */
export function expand(config: RunConfig, numerics: string): Plan {
  const arms = armsOf(config);
  const builder = planBuilder(config, arms, numerics);
  for (const [index, arm] of arms.entries()) {
    const network = modelByName(arm.config.network);
    const levels = levelsOf(network, arm.config);
    for (let trial = 0; trial < arm.config.trials; trial++)
      addTrial(builder.arm(index), { config: arm.config, network, levels, trial });
  }
  return builder.plan();
}

function addTrial(builder: ArmBuilder, of: Trial): void {
  const { config, network, levels, trial } = of;
  const initial: Initial = { kind: 'init', seed: config.seed, trial };
  const ticket = { variant: 'ticket', trial, replicate: 0, initial };
  const dense = builder.addRun({ ...ticket, level: levels[0]!, mask: null, rewound: null });
  const rewound = config.rewind_to > 0 ? dense : null;
  let before = dense;
  let reached = 0;
  for (const round of visitedRounds(config)) {
    const level: Level = levels[round]!;
    const pruning = pruningOf(config, network, { from: before, rounds: round - reached, rewound });
    const label = `trial ${trial} round ${round} prune`;
    const mask = builder.add(pruning, [before], label, level.weights);
    before = builder.addRun({ ...ticket, level, mask, rewound });
    reached = round;
    addBranches(builder, of, level, mask);
  }
  addContinued(builder, of, dense);
  addOneShot(builder, of, dense);
}
