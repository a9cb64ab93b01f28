import type { Plan } from '@sweepstake/experiments';
import { readJournals } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { stageCosts } from './stage-costs.ts';

/** What finished trainings of a run say about its estimate. */
export interface MeasuredFactor {
  /** Their seconds over those that were expected. */
  readonly factor: number;
  readonly trainings: number;
}

/** Null where no training of the plan was carried out from its beginning to its end by one process. */
export function measuredFactor(plan: Plan, store: Store): MeasuredFactor | null {
  const costOf = stageCosts(plan);
  const stages = new Map(plan.stages.map((stage) => [stage.id, stage]));
  let measured = 0;
  let expected = 0;
  let trainings = 0;
  for (const { events } of readJournals(store)) {
    const continued = new Set(
      events
        .filter(({ kind, iteration }) => kind === 'started' && iteration !== undefined)
        .map(({ id }) => id),
    );
    for (const event of events) {
      if (event.kind !== 'finished' || continued.has(event.id)) continue;
      const stage = stages.get(event.id);
      if (stage?.payload.kind !== 'train' || event.seconds === undefined) continue;
      const { steps, evaluation } = costOf(stage).seconds;
      measured += event.seconds;
      expected += steps + evaluation;
      trainings++;
    }
  }
  return trainings === 0 ? null : { factor: measured / expected, trainings };
}
