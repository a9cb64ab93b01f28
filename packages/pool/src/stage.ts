/** One piece of work, opaque to the pool. */
export interface Stage {
  readonly id: string;
  /** Ids of stages that must have finished, all of them among the stages given. */
  readonly dependsOn: readonly string[];
  /** For people. */
  readonly label: string;
  /** Handed to the worker as it is; must survive the structured clone. */
  readonly payload: unknown;
  /** Larger ones start first among those ready; default 0, ties in the order given. */
  readonly priority?: number;
}

/** Why a stage failed; `code` where the error had one. */
export interface StageError {
  readonly code?: string;
  readonly message: string;
}

/** What `onEvent` is told. `worker` is 0..workers-1; no two running stages share one. */
export type PoolEvent =
  | {
      readonly kind: 'stage-started';
      readonly id: string;
      readonly label: string;
      readonly worker: number;
    }
  | {
      readonly kind: 'stage-progress';
      readonly id: string;
      readonly worker: number;
      readonly progress: unknown;
    }
  | {
      readonly kind: 'stage-finished';
      readonly id: string;
      readonly worker: number;
      readonly seconds: number;
      readonly value: unknown;
    }
  /** Its output existed, from the beginning or since another process made it. */
  | { readonly kind: 'stage-skipped'; readonly id: string }
  /** Another process has it: it is waited for, then skipped, or started where that process gives up or dies. */
  | { readonly kind: 'stage-elsewhere'; readonly id: string }
  | {
      readonly kind: 'stage-failed';
      readonly id: string;
      readonly worker: number;
      readonly error: StageError;
      readonly willRetry: boolean;
    }
  /** It gave up early because a stop was asked for. */
  | { readonly kind: 'stage-stopped'; readonly id: string; readonly worker: number }
  /** It will not run because the stage `because`, directly or not before it, failed. */
  | { readonly kind: 'stage-blocked'; readonly id: string; readonly because: string };

/** What became of the stages. Those in none of the lists were not reached before a stop. */
export interface RunReport {
  /** Run to the end, in the order they ended. */
  readonly finished: readonly string[];
  /** Not run because their output existed, or came to exist. */
  readonly skipped: readonly string[];
  readonly failed: readonly { readonly id: string; readonly error: StageError }[];
  readonly blocked: readonly string[];
  /** True where a stop was asked for before the run ended. */
  readonly stopped: boolean;
}
