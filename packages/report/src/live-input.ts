/** A training's curve so far. */
export interface LiveCurve {
  readonly label: string;
  /** Finished ones are drawn fainter. */
  readonly running: boolean;
  /** Iterations, ascending. */
  readonly iterations: readonly number[];
  /** As many as iterations; null where nothing was measured. */
  readonly values: readonly (number | null)[];
}

/** Mean, minimum and maximum over so many runs. */
export interface LiveRange {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
  /** Of how many runs the value is a lower bound: early stops at the last iteration. */
  readonly censored: number;
}

/** What is finished of one variant at one level. */
export interface LiveLevel {
  readonly variant: string;
  /** 0..100 */
  readonly percentRemaining: number;
  readonly earlyStop: LiveRange | null;
  /** Fractions, 0..1. */
  readonly accuracyAtEarlyStop: LiveRange | null;
  readonly accuracyAtEnd: LiveRange | null;
}

/** A stage that runs, or one that failed, in words. */
export interface LiveStage {
  readonly label: string;
  readonly about: string;
}

/** One configuration in one run folder. */
export interface LiveRun {
  readonly folder: string;
  /** Experiment and what differs from its preset. */
  readonly about: string;
  readonly stages: number;
  readonly done: number;
  readonly running: number;
  readonly stale: number;
  readonly failed: number;
  readonly pending: number;
  /** Time left, throughput: whole phrases. */
  readonly pace: readonly string[];
  readonly busy: readonly LiveStage[];
  readonly failures: readonly LiveStage[];
  /** What the curves show, as in `Validation accuracy`. */
  readonly metric: string;
  readonly curves: readonly LiveCurve[];
  readonly levels: readonly LiveLevel[];
  /** `test` or `validation`: what the accuracies of levels are of. */
  readonly subset: string;
}

/** What a server knows of everything that runs, or ran, in its run folders. */
export interface LiveInput {
  readonly folder: string;
  readonly runs: readonly LiveRun[];
}
