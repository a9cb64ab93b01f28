import type { Plan, PlannedStage } from '@sweepstake/experiments';
import { memoryBytes } from './sizes.ts';
import type { MemoryBytes } from './sizes.ts';
import { stageCosts } from './stage-costs.ts';

/** What some stages would take; see `MEASURED_ON` for the machine of the seconds. */
export interface PlanEstimate {
  /** Of one core, all together. */
  readonly coreSeconds: number;
  /** The part of it that evaluates. */
  readonly evaluationSeconds: number;
  /** Of the longest chain of stages that wait for each other: no number of workers is faster. */
  readonly chainSeconds: number;
  readonly memory: MemoryBytes;
  /** Bytes of all stages' files with trained survivors, and with masks alone. */
  readonly disk: { readonly survivors: number; readonly masks: number };
}

/** Some stages of a plan, each after what it depends on. */
export function estimatePlan(plan: Plan, stages: readonly PlannedStage[]): PlanEstimate {
  const costOf = stageCosts(plan);
  const chains = new Map<string, number>();
  let coreSeconds = 0;
  let evaluationSeconds = 0;
  let chainSeconds = 0;
  const disk = { survivors: 0, masks: 0 };
  for (const stage of stages) {
    const { seconds, survivors, masks } = costOf(stage);
    const { id, dependsOn } = stage;
    const own = seconds.steps + seconds.evaluation;
    coreSeconds += own;
    evaluationSeconds += seconds.evaluation;
    const chain = own + dependsOn.reduce((most, one) => Math.max(most, chains.get(one) ?? 0), 0);
    chains.set(id, chain);
    chainSeconds = Math.max(chainSeconds, chain);
    disk.survivors += survivors;
    disk.masks += masks;
  }
  const memory = memoryBytes(plan.arms.map(({ config }) => config));
  return { coreSeconds, evaluationSeconds, chainSeconds, memory, disk };
}
