import type { RunConfig } from '../config.ts';

/** A configuration before it belongs to an experiment. */
export type Base = Omit<RunConfig, 'experiment' | 'preset'>;

/** Nothing is trained beside the chain of tickets. */
export const NO_BRANCHES = {
  reinit: { rounds: [], replicates: 0 },
  random: { rounds: [], replicates: 0 },
  one_shot: { removed: [], replicates: 0 },
  continued: { rounds: [] },
  resample: { rounds: [], replicates: 0 },
  small_initial: { rounds: [] },
  noise: { rounds: [], deviations: [], replicates: 0 },
} satisfies Partial<Base>;
