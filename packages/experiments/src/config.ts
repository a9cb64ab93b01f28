import { z } from 'zod';

const text = z.string().min(1).describe('a name');
const fraction = z.number().min(0).max(1).describe('a number from 0 to 1');
const positive = z.number().positive().describe('a number above 0');
const count = z.int().min(0).describe('a whole number, 0 or more');
const some = z.int().min(1).describe('a whole number, 1 or more');
const rounds = z.array(z.int().min(1)).describe('a list of rounds, each 1 or more');
const fractions = z.array(fraction).describe('a list of numbers from 0 to 1');
const positives = z.array(z.number().positive()).describe('a list of numbers above 0');
const iterations = z.array(z.int().min(0)).describe('a list of iterations');
const flag = z.boolean().describe('true or false');
const decay = z.number().min(0).describe('a number, 0 or more').default(0);
const momentum = z.number().min(0).lt(1).describe('a number from 0 to below 1');

const adam = z.strictObject({
  kind: z.literal('adam'),
  beta1: momentum.default(0.9),
  beta2: momentum.default(0.999),
  epsilon: positive.default(1e-8),
  weight_decay: decay,
});
const sgd = z.strictObject({ kind: z.literal('sgd'), weight_decay: decay });
const heavyBall = z.strictObject({
  kind: z.literal('momentum'),
  momentum: momentum.default(0.9),
  weight_decay: decay,
});

/** The parts of a configuration that are groups of keys. */
export const GROUPS = {
  optimizer: z
    .discriminatedUnion('kind', [adam, sgd, heavyBall])
    .describe('adam, sgd or momentum as kind, with its options'),
  schedule: z.strictObject({
    /** Updates of linear warm-up. */
    warmup: count,
    milestones: iterations,
    factor: z.number().min(0).describe('a number, 0 or more'),
  }),
  /** How training images are moved at random: mirrored, and padded by `crop` pixels and cut back. */
  augmentation: z.strictObject({ flip: flag, crop: count }),
  /** Fraction of a layer's survivors removed per round, by role. */
  rates: z.strictObject({
    hidden: fraction,
    output: fraction,
    convolution: fraction,
    /** Convolutions on residual connections. */
    shortcut: fraction,
  }),
  /** Random reinitialisations of the tickets of these rounds. */
  reinit: z.strictObject({ rounds, replicates: count }),
  /** Random masks with the tickets' counts per layer, at these rounds. */
  random: z.strictObject({ rounds, replicates: count }),
  /**
   * Pruned once from the dense network (section 2): `removed` are fractions for the roles of the largest rate, other
   * roles in proportion to theirs; each with so many random reinitialisations.
   */
  one_shot: z.strictObject({ removed: fractions, replicates: count }),
  /** Strategy 2 of appendix B: a chain that is never reset; its masks of these rounds are trained from iteration 0. */
  continued: z.strictObject({ rounds }),
  /** Reinitialisations from the tickets' own surviving values (appendix F.3). */
  resample: z.strictObject({ rounds, replicates: count }),
  /** Masks of the largest initial weights, before any training (appendix F.4). */
  small_initial: z.strictObject({ rounds }),
  /** Noise on the tickets' initial weights, in standard deviations of their layer (appendix F.7). */
  noise: z.strictObject({ rounds, deviations: positives, replicates: count }),
  evaluation: z.strictObject({
    every: some,
    /** Further points of the grid, where everything that is measured at the end is measured as well. */
    at: iterations,
    test: z.enum(['grid', 'early-stop']).describe('grid or early-stop'),
    train_accuracy: flag,
    /** Only the first so many examples of each set are evaluated; 0: all. */
    examples: count,
  }),
};

/** Keys whose values are single. */
export const SINGLES = {
  dataset: text,
  network: text,
  /** `default`, or a scaling of the data set by name. */
  scaling: text,
  /** Training examples held out for validation. */
  validation: some,
  trials: some,
  seed: count,
  backend: text,
  iterations: some,
  batch: some,
  learning_rate: positive,
  /** Pruning rounds: a trial is one training more. */
  rounds: count,
  /** Rounds whose networks are trained, pruned from one to the next at once; empty: every round. */
  levels: rounds,
  /** Standard deviation of every initial weight; 0: as the network says. */
  initial_std: z.number().min(0).describe('a number, 0 or more'),
  criterion: z
    .enum(['layerwise-magnitude', 'global-magnitude'])
    .describe('layerwise-magnitude or global-magnitude'),
  /** Iteration that tickets are rewound to. */
  rewind_to: count,
  fast_math: flag,
};

/**
 * What keys meant before they existed, for run records and callers without them. A key that is added later gets a
 * line here, whose value does what was done before.
 */
export const BEFORE = {
  augmentation: { flip: false, crop: 0 },
  rates: { shortcut: 0 },
  evaluation: { at: [], examples: 0 },
  levels: [],
  initial_std: 0,
  one_shot: { removed: [], replicates: 0 },
  continued: { rounds: [] },
  resample: { rounds: [], replicates: 0 },
  small_initial: { rounds: [] },
  noise: { rounds: [], deviations: [], replicates: 0 },
} as const;

/** Everything that decides what is run. Accuracies, rates and shares are fractions. */
export const runConfigSchema = z.strictObject({
  experiment: text,
  preset: text,
  ...SINGLES,
  ...GROUPS,
});

/** A resolved run configuration: every key has a value. */
export type RunConfig = z.output<typeof runConfigSchema>;
