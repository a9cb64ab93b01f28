import type { Initial } from '@sweepstake/stages';
import type { Trial } from './branches.ts';
import type { ArmBuilder } from './plan-builder.ts';
import { pruningOf } from './stages-of-config.ts';
import { visitedRounds } from './variants.ts';

/**
 * Strategy 2 of appendix B: trained, pruned and trained on without a reset; what is plotted at a level is its mask,
 * reset once to the first weights and trained.
 */
export function addContinued(
  builder: ArmBuilder,
  { config, network, levels, trial }: Trial,
  dense: string,
): void {
  const asked = config.continued.rounds;
  const { seed } = config;
  let before = dense;
  let reached = 0;
  for (const round of visitedRounds(config)) {
    if (!asked.some((one) => one >= round)) return;
    const level = levels[round]!;
    const rounds = round - reached;
    const pruning = pruningOf(config, network, { from: before, rounds, rewound: null });
    const label = `trial ${trial} round ${round} prune continued`;
    const mask = builder.add(pruning, [before], label, level.weights);
    const run = { level, trial, replicate: 0, mask, rewound: null };
    if (asked.includes(round)) {
      const initial: Initial = { kind: 'init', seed, trial };
      builder.addRun({ ...run, variant: 'continued', initial });
    }
    reached = round;
    // The last mask needs no training behind it.
    if (!asked.some((one) => one > round)) return;
    const initial: Initial = { kind: 'trained', seed, trial, stage: before };
    before = builder.addRun({ ...run, variant: 'continued-chain', initial, after: before });
  }
}
