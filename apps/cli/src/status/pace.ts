import type { Plan, PlannedStage } from '@sweepstake/experiments';
import type { JournalFile } from '@sweepstake/store';
import { stageSeconds } from '../estimate/stage-costs.ts';
import { costsOf } from '../progress/costs.ts';
import type { States } from './states.ts';
import { throughputOf } from './throughput.ts';
import type { Ended } from './throughput.ts';

/** How fast a run is, from the journals of all its processes. */
export interface Pace {
  /** Of late, or before the last one ended where nothing runs; null where none ended. */
  readonly trainingsPerHour: number | null;
  /** Estimated seconds until the end with as many workers as are at work now; null where that cannot be said. */
  readonly secondsLeft: number | null;
  /** Estimated core seconds of all that is not done; null before a training was timed. */
  readonly coreSecondsLeft: number | null;
}

/** What the journals say of one stage, the last time it was started. */
export interface Start {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of its last checkpoint, or where it continued; null where there was none. */
  readonly iteration: number | null;
}

/** The last start of every stage that was started. */
export function startsOf(journals: readonly JournalFile[]): Map<string, Start> {
  const starts = new Map<string, Start>();
  for (const { events } of journals)
    for (const { kind, id, at, iteration = null } of events) {
      const before = starts.get(id);
      if (kind === 'started' && iteration === null) {
        if (before === undefined || before.at < at) starts.set(id, { at, iteration });
      } else if (kind === 'started' || kind === 'checkpointed')
        starts.set(id, { at: before?.at ?? at, iteration });
    }
  return starts;
}

/** `now` is in milliseconds since 1970. */
export function paceOf(
  plan: Plan,
  { of }: States,
  journals: readonly JournalFile[],
  starts: ReadonlyMap<string, Start>,
  now: number,
): Pace {
  const { stages } = plan;
  const trainings = new Set(stages.filter(isTraining).map(({ id }) => id));
  const costs = costsOf(stages, stageSeconds(plan));
  const costOf = new Map(costs.map(({ id, cost }) => [id, cost]));
  let first = Infinity;
  const ended: Ended[] = [];
  let work = 0;
  let seconds = 0;
  for (const { events } of journals)
    for (const event of events) {
      if (!trainings.has(event.id)) continue;
      if (event.kind === 'started') first = Math.min(first, event.at);
      if (event.kind !== 'finished') continue;
      ended.push({ at: event.at, seconds: event.seconds ?? 0 });
      // What was continued took longer than its last part.
      if (starts.get(event.id)?.iteration !== null) continue;
      work += costOf.get(event.id)!;
      seconds += event.seconds ?? 0;
    }
  const speed = seconds > 0 ? work / seconds : null;
  const left = costs.filter(({ id }) => of.get(id) !== 'done');
  // A running stage has done as much as its time allows, at most all of it.
  const begun = (id: string, cost: number): number =>
    of.get(id) === 'running' && starts.has(id)
      ? Math.min(cost, (speed ?? 0) * Math.max(0, (now - starts.get(id)!.at) / 1000))
      : 0;
  const workLeft = left.reduce((sum, { id, cost }) => sum + cost - begun(id, cost), 0);
  const path = left.reduce((most, { id, path: own }) => Math.max(most, own - begun(id, own)), 0);
  const workers = [...of.values()].filter((state) => state === 'running').length;
  return {
    trainingsPerHour: throughputOf(ended, first, workers > 0 ? now : null),
    coreSecondsLeft: speed === null ? null : workLeft / speed,
    secondsLeft:
      speed === null || workers === 0 ? null : Math.max(workLeft / workers, path) / speed,
  };
}

const isTraining = ({ payload }: PlannedStage): boolean => payload.kind === 'train';
