import type { Augmentation } from '@sweepstake/datasets';
import type { Optimizer, Schedule } from '@sweepstake/training';

/** Where the weights of iteration 0 come from. */
export type Initial =
  /** theta_0 of the trial: the stream `init(seed,trial)`. */
  | { readonly kind: 'init'; readonly seed: number; readonly trial: number }
  /** Drawn anew from the same distributions: the stream `reinit(seed,trial,round,replicate)`. */
  | ({ readonly kind: 'reinit' } & Replicate)
  /**
   * Every prunable weight drawn with replacement from those of theta_0 of its own layer that survive the pruning `of`
   * (paper F.3, figure 17); all else as in theta_0. `of` prunes a training that began with theta_0.
   */
  | ({ readonly kind: 'resample'; readonly of: string } & Replicate)
  /**
   * theta_0 plus `deviation` times the standard deviation of the parameter's initialiser times a standard normal, where
   * the parameter is drawn at all (paper F.7, figure 25). Above 0; one replicate has the same normals at every deviation.
   */
  | ({ readonly kind: 'noise'; readonly deviation: number } & Replicate)
  /**
   * Weights and running statistics that the training `stage` ended with, at iteration 0 and with empty optimiser slots
   * (paper appendix B, continued training). It and those that it continues began with theta_0.
   */
  | {
      readonly kind: 'trained';
      readonly seed: number;
      readonly trial: number;
      readonly stage: string;
    };

/** One of several draws for the ticket of a round. */
interface Replicate {
  readonly seed: number;
  readonly trial: number;
  readonly round: number;
  readonly replicate: number;
}

/** Weights that an earlier training kept at an iteration above 0. */
export interface Rewind {
  /** Id of the training that kept them (its `keep` lists `iteration`). */
  readonly stage: string;
  readonly iteration: number;
}

/** One training run. Plain JSON; see `stageIdOf` for which of it is its identity: all of it. */
export interface TrainStage {
  readonly kind: 'train';
  /** Name in the zoo (`modelByName`). */
  readonly network: string;
  readonly dataset: string;
  /** Preprocessing by name; default `default`, the data set's own. */
  readonly scaling?: string | undefined;
  /** How training images are moved before an update, never in evaluation; default not at all. */
  readonly augmentation?: Augmentation | undefined;
  readonly split: {
    readonly seed: number;
    readonly trial: number;
    /** Examples held out; default 5,000. */
    readonly validation?: number | undefined;
  };
  readonly initial: Initial;
  /**
   * Standard deviation that every weight is drawn with at iteration 0, biases and norms as ever (paper, figure 30);
   * default 0: each parameter's own initialiser.
   */
  readonly initialStd?: number | undefined;
  /** The pruning whose masks decide which weights exist; absent: all. */
  readonly mask?: { readonly stage: string } | undefined;
  /** Start from these weights and that iteration instead of `initial` and 0. */
  readonly rewind?: Rewind | undefined;
  /** Iterations whose weights are kept for rewinding; default none. */
  readonly keep?: readonly number[] | undefined;
  /** Which batches: the same for a ticket and its reinitialisations. */
  readonly order: { readonly seed: number; readonly trial: number; readonly round: number };
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  /** Examples per update. */
  readonly batch: number;
  /** T, the last update. */
  readonly iterations: number;
  readonly evaluation: {
    /** Distance of the grid's points, in updates; 0 and T always belong to it. */
    readonly every: number;
    /** Further points of the grid, such as those that deep networks are reported at; default none. */
    readonly at?: readonly number[] | undefined;
    /** Test set at every grid point, or only at early stop, at the end and where `at` says. */
    readonly test: 'grid' | 'early-stop';
    /** Whether the full training set is measured at early stop, at the end and where `at` says. */
    readonly trainAccuracy: boolean;
    /** Only so many examples of each of the three sets are evaluated, the first; default 0: all. All are trained on. */
    readonly examples?: number | undefined;
  };
  readonly backend: string;
  /** The backend's numerics version. */
  readonly numerics: string;
  /** Relaxed multiply-add; default false. */
  readonly fastMath?: boolean | undefined;
}

/** Fraction of each layer's survivors that one round removes, by role, 0..1; default 0: counted and kept. */
export interface Rates {
  readonly hidden?: number | undefined;
  readonly output?: number | undefined;
  readonly convolution?: number | undefined;
  /** Convolutions on residual connections. */
  readonly shortcut?: number | undefined;
}

/** Removes the survivors of smallest trained magnitude (paper section 1, step 3). */
export interface MagnitudePruneStage {
  readonly kind: 'prune';
  /** Each layer ranked by itself, or all layers with a rate together. */
  readonly criterion: 'layerwise-magnitude' | 'global-magnitude';
  /** Id of the training whose final weights are ranked. */
  readonly from: string;
  readonly rates: Rates;
  /**
   * Rounds of `rates` at once, all on these weights; default 1. The counts are those of so many prunings with a
   * training before each.
   */
  readonly rounds?: number | undefined;
  /** The weights that the ticket rewinds to, where they are not those of iteration 0. */
  readonly rewind?: Rewind | undefined;
}

/** A uniformly random mask in every layer, with as many survivors as another mask has there. */
export interface RandomPruneStage {
  readonly kind: 'prune';
  readonly criterion: 'random';
  /** Id of the pruning whose counts per layer are matched. */
  readonly like: string;
  readonly seed: number;
  readonly trial: number;
  readonly round: number;
  readonly replicate: number;
}

/** Removes the smallest weights of theta_0, layer by layer and without any training (paper F.4, figure 18). */
export interface InitialPruneStage {
  readonly kind: 'prune';
  readonly criterion: 'initial-magnitude';
  /** Name in the zoo. */
  readonly network: string;
  /** theta_0 is `init(seed,trial)`. */
  readonly seed: number;
  readonly trial: number;
  /** As in a training; default 0. */
  readonly initialStd?: number | undefined;
  readonly rates: Rates;
  /** Rounds of `rates` at once, at least 1. */
  readonly rounds: number;
}

export type PruneStage = MagnitudePruneStage | RandomPruneStage | InitialPruneStage;

/** What a worker carries out; one JSON object, and the hash of it names its result. */
export type Stage = TrainStage | PruneStage;
