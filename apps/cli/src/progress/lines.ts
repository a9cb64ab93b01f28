import type { PoolEvent } from '@sweepstake/pool';
import type { CheckpointEvent, TrainRecord } from '@sweepstake/stages';
import { duration, estimate } from '../duration.ts';
import { isCheckpointEvent } from '../run-journal.ts';
import type { Busy, Tracker } from './tracker.ts';

/** `37 of 95 stages, about 12 min left`. */
export function totalLine(tracker: Tracker): string {
  const left = tracker.secondsLeft();
  const counted = `${tracker.done} of ${tracker.total} stages`;
  if (tracker.done === tracker.total) return counted;
  return `${counted}, ${left === null ? 'estimating the time left' : `${estimate(left)} left`}`;
}

/** `trial 0 round 3 ticket (51.2%)  iteration 1200 of 4000  validation 97.1%`. */
export function busyLine({ label, progress }: Busy): string {
  if (progress === null) return label;
  const { iteration, iterations, validationAccuracy } = progress;
  const accuracy =
    validationAccuracy === undefined
      ? ''
      : `  validation ${(100 * validationAccuracy).toFixed(1)}%`;
  return `${label}  iteration ${iteration} of ${iterations}${accuracy}`;
}

/** What a stage's end looks like as a line, or null where it deserves none. */
export function endLine(event: PoolEvent, label: string): string | null {
  switch (event.kind) {
    case 'stage-finished': {
      const record = event.value as TrainRecord;
      if (record.kind !== 'train') return null;
      const { diverged, earlyStop, emptied } = record;
      const seconds = duration(event.seconds);
      if (diverged !== null) return `${label}  diverged at iteration ${diverged.iteration}`;
      const stop = earlyStop === null ? '' : `  early stop ${stopText(earlyStop)}`;
      const gone = emptied === undefined ? '' : `  no weights left in ${emptied.join(', ')}`;
      return `${label}${stop}${gone}  ${seconds}`;
    }
    case 'stage-progress':
      return isCheckpointEvent(event.progress) ? checkpointLine(event.progress, label) : null;
    case 'stage-failed':
      return event.willRetry
        ? `${label}  the worker died (${event.error.message}); trying once more`
        : `${label}  failed: ${event.error.message}`;
    default:
      return null;
  }
}

/** Checkpoints are written in silence; what became of an earlier one is worth a line. */
function checkpointLine(event: CheckpointEvent, label: string): string | null {
  switch (event.kind) {
    case 'continued':
      return `${label}  continues at iteration ${event.iteration}`;
    case 'checkpoint-refused':
      return `${label}  ${event.message}`;
    case 'checkpointed':
      return null;
  }
}

const stopText = ({ iteration, censored }: { iteration: number; censored: boolean }): string =>
  censored ? `>= ${iteration}` : String(iteration);
