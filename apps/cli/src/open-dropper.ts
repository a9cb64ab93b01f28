import type { PlannedStage } from '@sweepstake/experiments';
import { keepMasks } from '@sweepstake/stages';
import type { Store } from '@sweepstake/store';
import { badFlag } from './errors.ts';

const KEEPS = ['survivors', 'masks'] as const;

/** What is kept of trained weights. */
export type Keep = (typeof KEEPS)[number];

/** The value of `--keep`. Throws for anything else. */
export function keepOf(text: string | undefined): Keep {
  const found = KEEPS.find((keep) => keep === (text ?? 'survivors'));
  if (found === undefined) throw badFlag('--keep', text ?? '', KEEPS.join(' or '));
  return found;
}

/**
 * A function to be told of every stage that is finished. With `masks` it gives up weights that no stage waits for any
 * more, but not of the trainings in `measured`, which are read after the plan; where that cannot be written, `note` is
 * told, and the next run does it.
 */
export function openDropper(
  store: Store,
  stages: readonly PlannedStage[],
  keep: Keep | undefined,
  note: (text: string) => void,
  measured: Iterable<string> = [],
): (finished: string) => void {
  if (keep !== 'masks') return () => {};
  const drop = keepMasks(store, stages, measured);
  return (id) => {
    try {
      drop(id);
    } catch (error) {
      note(`weights were kept: ${(error as Error).message}`);
    }
  };
}
