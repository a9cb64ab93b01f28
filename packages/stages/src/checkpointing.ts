import { elements, parametersOf } from '@sweepstake/graph';
import type { TrainingCallback } from '@sweepstake/training';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import type { CheckpointOf, TrainingState } from './checkpoint.ts';
import type { StageContext } from './context.ts';
import { stopRequested } from './errors.ts';

/** Least seconds between two checkpoints, where nothing else was asked for. */
export const CHECKPOINT_EVERY = 60;

/** Training time for each second that a checkpoint took: what checkpoints cost stays near the inverse, 0.5%. */
const PATIENCE = 200;

/** Bytes a second, before one was timed: a slow disk. */
const SLOW = 1e8;

/** The state that an earlier process left of this training; null where there is none, or it cannot be used. */
export function readState(of: CheckpointOf, { store, tell }: StageContext): TrainingState | null {
  const refuse = (message: string): void => tell?.({ kind: 'checkpoint-refused', message });
  const checkpoint = store.checkpoint(of.id).read(refuse);
  if (checkpoint === null) return null;
  try {
    const state = decodeCheckpoint(of, checkpoint);
    tell?.({ kind: 'continued', iteration: state.iteration });
    return state;
  } catch (error) {
    refuse(`the checkpoint of stage ${of.id} is not used: ${(error as Error).message}`);
    return null;
  }
}

/**
 * Writes checkpoints, at intervals of the clock and where a stop is asked for, and then throws. It must be the last of
 * the callbacks, so that a state holds what the others did at its iteration. `from` is where this process began,
 * `isOver` true where the training ends at this point, whose state is no use.
 */
export function checkpointCallback(
  of: CheckpointOf,
  from: number,
  stateAt: (iteration: number) => TrainingState,
  isOver: () => boolean,
  { store, clock, checkpointEvery, tell, stop, stopped }: StageContext,
): TrainingCallback {
  const file = store.checkpoint(of.id);
  let cost =
    (16 * parametersOf(of.network).reduce((sum, { shape }) => sum + elements(shape), 0)) / SLOW;
  let last = clock?.() ?? 0;

  const write = (iteration: number): void => {
    const begun = clock?.() ?? 0;
    const bytes = file.write(encodeCheckpoint(of, stateAt(iteration)));
    last = clock?.() ?? 0;
    cost = last - begun;
    tell?.({ kind: 'checkpointed', iteration, bytes, seconds: cost });
  };

  return ({ iteration }) => {
    if (isOver()) return;
    if (stop?.() === true) {
      if (iteration > from) write(iteration);
      throw stopped?.() ?? stopRequested(of.id, iteration);
    }
    if (clock === undefined || iteration === from) return;
    const wait = checkpointEvery ?? Math.max(CHECKPOINT_EVERY, PATIENCE * cost);
    if (clock() - last >= wait) write(iteration);
  };
}
