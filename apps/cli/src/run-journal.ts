import { openJournal } from '@sweepstake/store';
import type { JournalEvent, Store } from '@sweepstake/store';
import type { PoolEvent } from '@sweepstake/pool';
import type { CheckpointEvent } from '@sweepstake/stages';

/** Writes down what this process does with its stages; timings are kept there and nowhere else. */
export interface RunJournal {
  take(event: PoolEvent): void;
  close(): void;
}

/** Opens the journal. What cannot be written, because a disk is full, is given to `onLost` once. */
export function openRunJournal(store: Store, onLost: (error: unknown) => void): RunJournal {
  const journal = openJournal(store);
  let lost = false;
  const attempt = (write: () => void): void => {
    if (lost) return;
    try {
      write();
    } catch (error) {
      lost = true;
      onLost(error);
    }
  };
  return {
    take(event) {
      const line = lineOf(event);
      if (line !== null) attempt(() => journal.append(line));
    },
    close: () => attempt(() => journal.close()),
  };
}

function lineOf(event: PoolEvent): JournalEvent | null {
  const { id } = event;
  switch (event.kind) {
    case 'stage-started':
      return { kind: 'started', id, worker: event.worker };
    case 'stage-finished':
      return { kind: 'finished', id, worker: event.worker, seconds: event.seconds };
    case 'stage-stopped':
      return { kind: 'stopped', id, worker: event.worker };
    case 'stage-failed':
      return { kind: 'failed', id, worker: event.worker, reason: event.error.message };
    case 'stage-progress': {
      const { worker, progress } = event;
      return isCheckpointEvent(progress) ? checkpointLine(id, worker, progress) : null;
    }
    default:
      return null;
  }
}

function checkpointLine(id: string, worker: number, event: CheckpointEvent): JournalEvent | null {
  switch (event.kind) {
    case 'checkpointed': {
      const { iteration, bytes, seconds } = event;
      return { kind: 'checkpointed', id, worker, iteration, bytes, seconds };
    }
    case 'continued':
      return { kind: 'started', id, worker, iteration: event.iteration };
    case 'checkpoint-refused':
      return { kind: 'started', id, worker, reason: event.message };
  }
}

/** Workers report two things: how far a training is, and what happened to its checkpoint. */
export const isCheckpointEvent = (progress: unknown): progress is CheckpointEvent =>
  typeof progress === 'object' && progress !== null && 'kind' in progress;
