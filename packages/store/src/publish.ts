import { containerPieces } from './container.ts';
import type { Contents } from './container.ts';
import { replaceDurably, writing } from './durable.ts';
import type { Paths } from './paths.ts';
import { isComplete } from './stage-record.ts';
import { temporary } from './temporaries.ts';

/** What a finished stage leaves behind. `config` and `record` must be JSON values. */
export type Output = Omit<Contents, 'dropped'>;

/**
 * Makes a finished stage visible, all of it or nothing: one file is written under a temporary name, synced, and
 * renamed. Where the stage is finished already (by another process), that one stays; a damaged one is replaced.
 * `afterFirst` is called when the first bytes were written.
 */
export function publish(paths: Paths, id: string, output: Output, afterFirst?: () => void): void {
  const target = paths.stage(id);
  writing(paths.root, `stage ${id}`, () => {
    if (isComplete(paths, id)) return;
    const pieces = containerPieces('stage', id, output);
    replaceDurably(temporary(paths.tmp, `stage_${id}`), target, pieces, afterFirst);
  });
}
