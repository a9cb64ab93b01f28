import type { Plan } from '@sweepstake/experiments';
import { modelByName } from '@sweepstake/models';
import { readJournals } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { placesOf } from '../places.ts';
import { trainingSecondsByRound } from './training-seconds.ts';

/** What finished trainings of a run say about its estimate. */
export interface MeasuredFactor {
  /** Their seconds over those that were expected. */
  readonly factor: number;
  readonly trainings: number;
}

/** Null where no training of the plan was carried out from its beginning to its end by one process. */
export function measuredFactor(plan: Plan, store: Store): MeasuredFactor | null {
  const seconds = trainingSecondsByRound(modelByName(plan.config.network), plan.config);
  const places = placesOf(plan);
  const kinds = new Map(plan.stages.map(({ id, payload }) => [id, payload.kind]));
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
      if (kinds.get(event.id) !== 'train' || event.seconds === undefined) continue;
      const { steps, evaluation } = seconds[places.get(event.id)!.round]!;
      measured += event.seconds;
      expected += steps + evaluation;
      trainings++;
    }
  }
  return trainings === 0 ? null : { factor: measured / expected, trainings };
}
