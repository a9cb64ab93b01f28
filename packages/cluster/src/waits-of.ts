import { badOrder } from './errors.ts';
import type { ShardRange } from './split-array.ts';

/** A stage and the shard that carries it out. */
export interface ShardedStage {
  readonly id: string;
  readonly dependsOn: readonly string[];
  /** From 1 on. */
  readonly shard: number;
}

/**
 * For each array, the indices of earlier ones that hold stages which its own stages wait for, rising. Where shards are
 * whole trials these lists are empty. Stages that are in no shard are taken as finished.
 *
 * Throws where a stage waits for one of a later array.
 */
export function waitsOf(stages: Iterable<ShardedStage>, arrays: readonly ShardRange[]): number[][] {
  const shardOf = new Map<string, number>();
  const all = [...stages];
  for (const { id, shard } of all) shardOf.set(id, shard);
  const arrayOf = (shard: number): number =>
    arrays.findIndex(({ first, last }) => first <= shard && shard <= last);
  const waits = arrays.map(() => new Set<number>());
  for (const { id, dependsOn, shard } of all) {
    const own = arrayOf(shard);
    for (const needed of dependsOn) {
      const other = shardOf.get(needed);
      if (other === undefined || other === shard) continue;
      const before = arrayOf(other);
      if (before > own) throw badOrder(id, shard, other);
      if (before < own) waits[own]!.add(before);
    }
  }
  return waits.map((found) => [...found].sort((a, b) => a - b));
}
