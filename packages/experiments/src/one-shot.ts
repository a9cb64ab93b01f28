import type { Initial, Rates } from '@sweepstake/stages';
import type { Trial } from './branches.ts';
import { badValue } from './errors.ts';
import { levelAfter } from './levels.ts';
import type { ArmBuilder } from './plan-builder.ts';
import { pruningOf, ratesOf } from './stages-of-config.ts';
import { withValues } from './with-values.ts';

/**
 * One-shot pruning (section 2): from the dense network to each size in one go, reset and trained, with random
 * reinitialisations. The round of these runs is the per mille that is removed.
 */
export function addOneShot(
  builder: ArmBuilder,
  { config, network, trial }: Trial,
  dense: string,
): void {
  const { seed, one_shot } = config;
  for (const removed of one_shot.removed) {
    const round = Math.round(1000 * removed);
    if (round === 0 || Math.abs(1000 * removed - round) > 1e-6)
      throw badValue('one_shot.removed', removed, 'whole per mille, 0.001 or more');
    const rates = oneShotRates(ratesOf(config, network), removed);
    const level = levelAfter(network, withValues(config, { rates }), round);
    const pruning = {
      ...pruningOf(config, network, { from: dense, rounds: 1, rewound: null }),
      rates,
    };
    const label = `trial ${trial} one-shot prune ${(100 * removed).toFixed(1)}%`;
    const mask = builder.add(pruning, [dense], label, level.weights);
    const run = { level, trial, mask, rewound: null };
    const first: Initial = { kind: 'init', seed, trial };
    builder.addRun({ ...run, variant: 'one-shot', replicate: 0, initial: first });
    for (let replicate = 0; replicate < one_shot.replicates; replicate++) {
      const initial: Initial = { kind: 'reinit', seed, trial, round, replicate };
      builder.addRun({ ...run, variant: 'one-shot-reinit', replicate, initial });
    }
  }
}

/** `removed` for the roles with the largest rate, others in proportion: output layers at half (section 2). */
function oneShotRates(rates: Rates, removed: number): Rates {
  const most = Math.max(...Object.values(rates));
  return Object.fromEntries(
    Object.entries(rates).map(([role, rate]) => [role, most === 0 ? 0 : (removed * rate) / most]),
  );
}
