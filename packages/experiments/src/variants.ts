import type { RunConfig } from './config.ts';
import type { Experiment } from './experiment.ts';
import type { Plain } from './parse-config.ts';

type Variant = NonNullable<Experiment['variants']>[number];

/** Percent removed in one go: every 2.5 points, which the paper's bounds are points of (section 2, figure 4c). */
const GRID = Array.from({ length: 39 }, (_, i) => (i + 1) / 40);

/** Those of the shorter presets, near the levels of their chains. */
const SHORT_GRID = [0.2, 0.5, 0.8, 0.9, 0.95];

/** The rounds that a configuration trains, 1 and above. */
export const visitedRounds = ({
  levels,
  rounds,
}: Pick<RunConfig, 'levels' | 'rounds'>): readonly number[] =>
  levels.length > 0 ? levels : Array.from({ length: rounds }, (_, i) => i + 1);

/**
 * The branches of a chain at all its levels. As published, a ticket has three reinitialisations (section 2) and two
 * random sparse networks (figure 1: ten of five trials); shorter presets have one.
 */
export function branchesOf(variants: readonly Variant[], config: RunConfig): Plain {
  const rounds = [...visitedRounds(config)];
  const isPaper = config.preset === 'paper';
  const replicates = isPaper ? 3 : 1;
  const branches: Readonly<Record<Variant, Plain>> = {
    reinit: { reinit: { rounds, replicates } },
    random: { random: { rounds, replicates: isPaper ? 2 : 1 } },
    resample: { resample: { rounds, replicates } },
    'small-initial': { small_initial: { rounds } },
    noise: { noise: { rounds, deviations: [0.5, 1, 2, 3], replicates: 1 } },
    'one-shot': { one_shot: { removed: isPaper ? GRID : SHORT_GRID, replicates } },
    continued: { continued: { rounds } },
  };
  return Object.assign({}, ...variants.map((variant) => branches[variant])) as Plain;
}
