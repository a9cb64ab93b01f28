import { expand } from '@sweepstake/experiments';
import type { LiveCurve, LiveRun, LiveStage } from '@sweepstake/report';
import { readCurveSoFar, readRun } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import type { FoundRun } from '../choose-run.ts';
import { duration, estimate } from '../duration.ts';
import { watched } from '../status/look-at.ts';
import type { Occupied, Status } from '../status/look-at.ts';
import { finishedRuns } from './finished-runs.ts';
import { liveLevels } from './live-levels.ts';

/** Curves that are shown: so many of what runs, and of what ended last. */
const RUNNING = 4;
const ENDED = 2;

/** A run that is looked at while others carry it out. */
export interface ObservedRun {
  readonly run: FoundRun;
  /** `now` is in milliseconds since 1970. */
  look(now: number): Promise<LiveRun>;
}

/** Plans a run again, and tells of its folder as often as it is asked: progress, curves, levels so far. */
export function observedRun(run: FoundRun): ObservedRun {
  const plan = expand(run.config, run.numerics);
  const trainings = new Map(
    plan.stages
      .filter(({ payload }) => payload.kind === 'train')
      .map(({ id, label }) => [id, label]),
  );
  const idOf = new Map(Array.from(trainings, ([id, label]) => [label, id]));
  const watch = watched(run, true);
  const finished = finishedRuns(plan);
  const look = async (now: number): Promise<LiveRun> => {
    const status = await watch.look(now);
    const store = openStore(run.folder, { create: false });
    finished.update(store);
    const running = status.running.flatMap(({ label }) => {
      const id = idOf.get(label);
      const curve = id === undefined ? null : curveSoFar(store, id, label);
      return curve === null ? [] : [curve];
    });
    const ended = finished
      .latest()
      .slice(0, ENDED)
      .flatMap((id) => endedCurve(store, id, trainings.get(id)!) ?? []);
    const { done, running: busy, stale, failed, pending } = status.counts;
    return {
      folder: run.folder,
      about: `${status.experiment} ${status.flags}`,
      stages: status.stages,
      done,
      running: busy,
      stale,
      failed,
      pending,
      pace: paceOf(status),
      busy: status.running.map(busyStage),
      failures: status.failed.map(({ label, reason }) => ({ label, about: reason })),
      metric: 'Validation accuracy',
      curves: [...running.slice(0, RUNNING), ...ended],
      ...liveLevels(finished.rows()),
    };
  };
  return { run, look };
}

/** From its last checkpoint; null where there is none. */
function curveSoFar(store: Store, id: string, label: string): LiveCurve | null {
  const found = readCurveSoFar(store, id);
  if (found === null) return null;
  const { iteration: iterations, validation_accuracy: values } = found.curve;
  return { label, running: true, iterations, values };
}

function endedCurve(store: Store, id: string, label: string): LiveCurve | null {
  try {
    const { iteration: iterations, validation_accuracy: values } = readRun(store, id).curve;
    return { label, running: false, iterations, values };
  } catch {
    // It was put aside meanwhile.
    return null;
  }
}

function busyStage({ label, host, pid, seconds, iteration }: Occupied): LiveStage {
  const parts = [
    ...(seconds === null ? [] : [`for ${duration(seconds)}`]),
    ...(iteration === null ? [] : [`at iteration ${iteration} or later`]),
    ...(host === null ? [] : [`process ${pid} on ${host}`]),
  ];
  return { label, about: parts.join(', ') };
}

function paceOf({ finished, stages, ...pace }: Status): string[] {
  const { trainingsPerHour, secondsLeft, coreSecondsLeft } = pace;
  const speed = trainingsPerHour === null ? null : Number(trainingsPerHour.toPrecision(2));
  const phrases = speed === null ? [] : [`${speed} trainings an hour`];
  if (finished === stages) return phrases;
  if (secondsLeft !== null) return [...phrases, `${estimate(secondsLeft)} to go`];
  return coreSecondsLeft === null
    ? phrases
    : [...phrases, `${estimate(coreSecondsLeft)} of one core to go`];
}
