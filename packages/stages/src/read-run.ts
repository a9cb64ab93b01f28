import { unpackCurve } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { notTraining } from './errors.ts';
import { paths } from './paths.ts';
import type { RunCurve } from './reported-points.ts';
import type { TrainRecord } from './train-record.ts';

/** A finished training as tables need it. */
export interface Run {
  readonly curve: RunCurve;
  readonly record: TrainRecord;
}

/** Reads a finished training; throws where it is not in the store, or is no training. */
export function readRun(store: Store, id: string): Run {
  const record = store.record(id).record as TrainRecord;
  if (record.kind !== 'train') throw notTraining(id, record.kind);
  return { curve: unpackCurve<RunCurve>(store.read(id, paths.curve)), record };
}
