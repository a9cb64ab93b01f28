import { checkWhole } from './whole.ts';

/** Consecutive shards that one job array carries out, counted from 1. */
export interface ShardRange {
  readonly first: number;
  readonly last: number;
}

/** What `MaxArraySize` is where a site does not say. */
export const DEFAULT_MAX_ARRAY_SIZE = 1001;

/**
 * All shards as arrays that Slurm takes. Indices of an array count from 1, and the largest one that is allowed is
 * `MaxArraySize` minus 1. Arrays are of nearly equal size.
 */
export function splitArray(shards: number, maxArraySize = DEFAULT_MAX_ARRAY_SIZE): ShardRange[] {
  checkWhole('shards', shards);
  checkWhole('MaxArraySize', maxArraySize, 2);
  const arrays = Math.ceil(shards / (maxArraySize - 1));
  const end = (i: number): number => Math.floor((shards * i) / arrays);
  return Array.from({ length: arrays }, (_, i) => ({ first: end(i) + 1, last: end(i + 1) }));
}

/** `MaxArraySize` in what `scontrol show config` prints; null where it is not there. */
export function maxArraySizeIn(config: string): number | null {
  const found = /^MaxArraySize\s*=\s*(\d+)\s*$/m.exec(config)?.[1];
  return found === undefined ? null : Number(found);
}
