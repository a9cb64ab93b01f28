/** The JSON lines of peers/README.md. */

export type Greeting =
  | {
      readonly ready: true;
      readonly framework: string;
      readonly version: string;
      readonly threads: number;
      readonly cpu_capability: string;
      readonly variants: readonly string[];
      readonly extra_variants?: readonly string[];
    }
  | { readonly ready: false; readonly reason: string };

export type ReadyGreeting = Extract<Greeting, { ready: true }>;

/** One training: data of a folder, a named mask set or null for dense, a variant of the framework. */
export interface Case {
  readonly id: string;
  readonly folder: string;
  readonly masks: string | null;
  readonly variant: string;
}

export interface PrepareRequest {
  readonly op: 'prepare';
  readonly case: Case;
}

export interface TimeRequest {
  readonly op: 'time';
  readonly case: string;
  readonly steps: number;
  readonly warmup: number;
}

export interface ResetRequest {
  readonly op: 'reset';
  readonly case: string;
}

export interface LadderRequest {
  readonly op: 'ladder';
  readonly case: string;
  readonly rounds: number;
  readonly iterations: number;
  readonly rates: readonly [number, number, number];
  /** 0: never. */
  readonly evaluate_every: number;
}

/** Ours only: prunes the present weights of a case, starting from its masks, and adds mask sets to its folder. */
export interface PruneRequest {
  readonly op: 'prune';
  readonly case: string;
  readonly criterion: 'layerwise-magnitude' | 'global-magnitude';
  /** By parameter name; under a global criterion those above 0 are equal and rank together. */
  readonly rates: Readonly<Record<string, number>>;
  /** Rounds, 1 or more, after which the masks are kept, each as the set `<set>-<round>`. */
  readonly rounds: readonly number[];
  readonly set: string;
}

export type Request = PrepareRequest | TimeRequest | ResetRequest | LadderRequest | PruneRequest;

export interface PrepareAnswer {
  readonly prepared: string;
  readonly chunk: number;
  readonly masking: string;
  readonly batches: number;
  /** What opening the training took; ours only. */
  readonly seconds?: number;
}

export interface TimeAnswer {
  readonly seconds: number;
  /** Gathering and laying out of the batches, beside `seconds`; ours only. */
  readonly gathering?: number;
  readonly steps: number;
  readonly loss: number | null;
  readonly iteration: number;
  readonly case: string;
}

export interface RoundAnswer {
  readonly seconds_training: number;
  /** Ours only; everyone's batches are ready before the clock starts. */
  readonly seconds_gathering?: number;
  readonly seconds_evaluation: number;
  readonly loss: number | null;
  readonly remaining: number;
  readonly validation_accuracy?: number;
  readonly test_accuracy?: number;
}

export interface LadderAnswer {
  /** Training and evaluation. */
  readonly seconds: number;
  readonly seconds_training: number;
  readonly seconds_evaluation: number;
  readonly seconds_pruning: number;
  readonly seconds_gathering?: number;
  /** Opening of sessions; ours only. */
  readonly seconds_opening?: number;
  readonly per_round: readonly RoundAnswer[];
  readonly final_remaining: number;
}

export interface PrunedSet {
  readonly round: number;
  readonly set: string;
  readonly survivors: Readonly<Record<string, number>>;
}

export interface PruneAnswer {
  readonly seconds: number;
  readonly sets: readonly PrunedSet[];
}

export type Answer<R extends Request> = R extends TimeRequest
  ? TimeAnswer
  : R extends LadderRequest
    ? LadderAnswer
    : R extends PruneRequest
      ? PruneAnswer
      : PrepareAnswer;
