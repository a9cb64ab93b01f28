import { expect, test } from 'vitest';
import { shardLines } from './shard-lines.ts';

test('there is one line per shard, counted from 1', () => {
  expect(shardLines(['sweepstake', 'run', 'figure-3', '--runs', 'my runs'], 3)).toEqual([
    "sweepstake run figure-3 --runs 'my runs' --shard 1/3",
    "sweepstake run figure-3 --runs 'my runs' --shard 2/3",
    "sweepstake run figure-3 --runs 'my runs' --shard 3/3",
  ]);
});

test('no shards are refused', () => {
  expect(() => shardLines(['sweepstake'], 0)).toThrow('shards is 0; give a whole number from 1');
});
