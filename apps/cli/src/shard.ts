import type { Plan } from '@sweepstake/experiments';
import { badFlag } from './errors.ts';
import { partWith } from './part-around.ts';

/** One of `count` parts of a run, from 1 on. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** More would be a slip of the keyboard. */
const MOST = 1_000_000;

/** Reads `3/16`. Throws for anything else, and where the first number is larger than the second. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^([1-9][0-9]{0,6})\/([1-9][0-9]{0,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index <= shard.count && shard.count <= MOST) return shard;
  throw badFlag('--shard', text, 'part and number of parts, counted from 1, as in --shard 3/16');
}

/**
 * The shard's trials of a plan, with all that they need: trial t belongs to part t mod `count` + 1, so that parts
 * differ by one trial at most. Parts beyond the number of trials have none.
 */
export function shardOf(plan: Plan, { index, count }: Shard): Plan {
  const runs = plan.runs.filter(({ trial }) => trial % count === index - 1);
  return { ...partWith(plan, new Set(runs.map(({ stage }) => stage))), runs };
}
