import type { Augmentation } from '@sweepstake/datasets';
import type { Optimizer, Schedule } from '@sweepstake/training';

/** Where the weights of iteration 0 come from: a named stream of the package random. */
export type Initial =
  | { readonly kind: 'init'; readonly seed: number; readonly trial: number }
  | {
      readonly kind: 'reinit';
      readonly seed: number;
      readonly trial: number;
      readonly round: number;
      readonly replicate: number;
    };

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

export type PruneStage = MagnitudePruneStage | RandomPruneStage;

/** What a worker carries out; one JSON object, and the hash of it names its result. */
export type Stage = TrainStage | PruneStage;
