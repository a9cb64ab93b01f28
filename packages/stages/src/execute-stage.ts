import { checkStage } from './check-stage.ts';
import type { StageContext } from './context.ts';
import { prune } from './prune.ts';
import { stageIdOf } from './stage-id.ts';
import type { Stage } from './stage.ts';
import { trainStage } from './train-stage.ts';

/**
 * Carries out one stage and publishes what it makes under `stageIdOf(stage)`, which it returns. Returns at once
 * where that exists; whatever is thrown, nothing was published. What a stage depends on must be in the store.
 * A training that was interrupted goes on from its checkpoint, and publishes the bytes of an uninterrupted one.
 *
 * Throws `SWEEPSTAKE_STAGES_DIVERGED` for a pruning of a diverged training, `..._STOPPED` (or what
 * `context.stopped` makes) after a stop, `..._NUMERICS` where the backend has another version, `..._NUMBER`,
 * `..._REWOUND`, `..._NETWORK` and `..._BEGINNING` for a stage that contradicts itself or what it depends on.
 */
export async function executeStage(stage: Stage, context: StageContext): Promise<string> {
  checkStage(stage);
  const id = stageIdOf(stage);
  if (context.store.has(id)) return id;
  const output =
    stage.kind === 'train' ? await trainStage(id, stage, context) : prune(id, stage, context.store);
  context.store.publish(id, output);
  context.store.checkpoint(id).remove();
  return id;
}
