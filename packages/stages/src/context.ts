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
  /** True once a stop was asked for; asked every few iterations. */
  readonly stop?: (() => boolean) | undefined;
  /** The error to throw after `stop()`; default one with the code `SWEEPSTAKE_STAGES_STOPPED`. */
  readonly stopped?: (() => Error) | undefined;
  /** Seconds on any clock, for the record; nothing else is timed. Without it the record has none. */
  readonly clock?: (() => number) | undefined;
}
