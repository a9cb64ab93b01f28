import type { Dataset } from '@sweepstake/datasets';
import type { Store } from '@sweepstake/store';
import type { Backend } from '@sweepstake/training';

/** How far a training is. */
export interface Progress {
  readonly iteration: number;
  readonly iterations: number;
  /** Mean loss of the last batch; null before the first update. */
  readonly loss: number | null;
  /** Of the last grid point, 0..1, where there was one. */
  readonly validationAccuracy?: number | undefined;
}

/** What a stage needs from the process that carries it out. */
export interface StageContext {
  readonly store: Store;
  /** Loaded data sets by name; their arrays are only read and may be shared memory. */
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Threads of one training, where the backend can share its work; in no identity, since no bit depends on it. Default 1. */
  readonly threads?: number | undefined;
  /** Default: the registry of this package. */
  readonly backendByName?: ((name: string) => Promise<Backend>) | undefined;
  /** Called every 50 iterations and at the last. */
  readonly report?: ((progress: Progress) => void) | undefined;
  /** True once a stop was asked for; asked after every update. The training then leaves a checkpoint and ends. */
  readonly stop?: (() => boolean) | undefined;
  /** The error to throw after `stop()`; default one with the code `SWEEPSTAKE_STAGES_STOPPED`. */
  readonly stopped?: (() => Error) | undefined;
  /** Seconds on any clock, by which checkpoints are timed; without it there are none but where it is stopped. */
  readonly clock?: (() => number) | undefined;
  /** Seconds between two checkpoints of a training; default 60, and more where they take long. */
  readonly checkpointEvery?: number | undefined;
  /** Told of checkpoints. */
  readonly tell?: ((event: CheckpointEvent) => void) | undefined;
}

/** What happened to the checkpoint of a training. */
export type CheckpointEvent =
  | {
      readonly kind: 'checkpointed';
      readonly iteration: number;
      readonly bytes: number;
      /** What it took; 0 without a clock. */
      readonly seconds: number;
    }
  /** The training goes on at this iteration, where an earlier process ended. */
  | { readonly kind: 'continued'; readonly iteration: number }
  /** There was one that cannot be used, and the training starts over. */
  | { readonly kind: 'checkpoint-refused'; readonly message: string };
