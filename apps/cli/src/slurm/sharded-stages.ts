import type { ShardedStage } from '@sweepstake/cluster';
import type { Plan } from '@sweepstake/experiments';

/** Every stage of a plan with the first shard that needs it, as `run --shard` deals trials out. */
export function shardedStages({ stages, runs }: Plan, shards: number): ShardedStage[] {
  const shardOf = new Map<string, number>();
  const need = (id: string, shard: number): void => {
    if (shard < (shardOf.get(id) ?? Infinity)) shardOf.set(id, shard);
  };
  for (const { stage, trial } of runs) need(stage, (trial % shards) + 1);
  // Stages come after what they depend on.
  for (const { id, dependsOn } of stages.toReversed()) {
    const shard = shardOf.get(id);
    if (shard !== undefined) for (const before of dependsOn) need(before, shard);
  }
  return stages.flatMap(({ id, dependsOn }) => {
    const shard = shardOf.get(id);
    return shard === undefined ? [] : [{ id, dependsOn, shard }];
  });
}
