import { unpackCurve } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import type { TrainingRecord } from '@sweepstake/training';
import { notTraining } from './errors.ts';
import { paths } from './paths.ts';
import type { TrainRecord } from './train-record.ts';

/** A finished training as tables need it. */
export interface Run {
  readonly curve: TrainingRecord;
  readonly record: TrainRecord;
}

/** Reads a finished training; throws where it is not in the store, or is no training. */
export function readRun(store: Store, id: string): Run {
  const record = store.record(id).record as TrainRecord;
  if (record.kind !== 'train') throw notTraining(id, record.kind);
  return { curve: unpackCurve<TrainingRecord>(store.read(id, paths.curve)), record };
}
