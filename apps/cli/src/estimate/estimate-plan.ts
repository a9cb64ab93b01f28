import type { Plan, PlannedStage } from '@sweepstake/experiments';
import { modelByName } from '@sweepstake/models';
import { placesOf } from '../places.ts';
import { memoryBytes, stageBytesByRound } from './sizes.ts';
import type { MemoryBytes } from './sizes.ts';
import { trainingSecondsByRound } from './training-seconds.ts';

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

/** Prunings take next to nothing; they rank weights that are in memory. */
export function estimatePlan(plan: Plan, stages: readonly PlannedStage[]): PlanEstimate {
  const { config } = plan;
  const network = modelByName(config.network);
  const seconds = trainingSecondsByRound(network, config);
  const sizes = {
    survivors: stageBytesByRound(network, config, 'survivors'),
    masks: stageBytesByRound(network, config, 'masks'),
  };
  const places = placesOf(plan);
  const chains = new Map<string, number>();
  let coreSeconds = 0;
  let evaluationSeconds = 0;
  let chainSeconds = 0;
  const disk = { survivors: 0, masks: 0 };
  for (const { id, dependsOn, payload } of stages) {
    const { round } = places.get(id)!;
    const { steps, evaluation } = seconds[round]!;
    const own = payload.kind === 'train' ? steps + evaluation : 0;
    coreSeconds += own;
    if (payload.kind === 'train') evaluationSeconds += evaluation;
    const chain = own + dependsOn.reduce((most, one) => Math.max(most, chains.get(one) ?? 0), 0);
    chains.set(id, chain);
    chainSeconds = Math.max(chainSeconds, chain);
    disk.survivors += sizes.survivors[round]![payload.kind];
    disk.masks += sizes.masks[round]![payload.kind];
  }
  const memory = memoryBytes(network, config);
  return { coreSeconds, evaluationSeconds, chainSeconds, memory, disk };
}
