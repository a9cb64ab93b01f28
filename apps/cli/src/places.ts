import type { Plan } from '@sweepstake/experiments';

/** Where a stage stands in its experiment. */
export interface Place {
  /** Index into the plan's arms. */
  readonly arm: number;
  /** `ticket`, `reinit`, `random`, ...: of a pruning, that of the training under its mask. */
  readonly variant: string;
  /** Of one-shot tickets the per mille of weights removed. */
  readonly round: number;
  readonly trial: number;
}

/** The place of every stage of a plan, by id; of a stage that several runs share, the first. */
export function placesOf({ stages, runs }: Plan): Map<string, Place> {
  const places = new Map<string, Place>();
  const add = (id: string, { arm, variant, round, trial }: Place): void => {
    if (!places.has(id)) places.set(id, { arm, variant, round, trial });
  };
  for (const run of runs) add(run.stage, run);
  const trainings = stages.filter(({ payload }) => payload.kind === 'train');
  for (const { id, payload } of trainings)
    if (payload.kind === 'train' && payload.mask !== undefined)
      add(payload.mask.stage, places.get(id)!);
  return places;
}
