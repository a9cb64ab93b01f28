import type { Stage } from '@sweepstake/stages';
import type { Arm } from './arms-of.ts';
import type { RunConfig } from './config.ts';

/** One stage as the pool takes it. */
export interface PlannedStage {
  readonly id: string;
  /** Ids of stages of the same plan. */
  readonly dependsOn: readonly string[];
  /** For people: `trial 2 round 7 ticket (21.1%)`, behind its network and setting where there are several. */
  readonly label: string;
  readonly payload: Stage;
  /** Cost of the longest path that starts here; larger first. */
  readonly priority: number;
}

/** What a training is in one experiment; several may name one stage. */
export interface RunLabel {
  readonly stage: string;
  /** Index into the plan's arms. */
  readonly arm: number;
  readonly dataset: string;
  readonly network: string;
  /** `ticket` (round 0 is the dense network), `reinit`, `random`, `one-shot`, ...: see the README. */
  readonly variant: string;
  /** What the arm differs in from its network in this preset. */
  readonly setting: string;
  /** Of one-shot tickets the per mille of weights removed. */
  readonly round: number;
  readonly trial: number;
  readonly replicate: number;
}

/** An experiment as stages and labels. */
export interface Plan {
  readonly config: RunConfig;
  readonly arms: readonly Arm[];
  readonly numerics: string;
  /** Each after what it depends on; a stage that several runs share is there once. */
  readonly stages: readonly PlannedStage[];
  readonly runs: readonly RunLabel[];
}
