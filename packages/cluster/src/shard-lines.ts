import { shellLine } from './shell-line.ts';
import { checkWhole } from './whole.ts';

/** One command line per shard, counted from 1, for GNU parallel, other schedulers or a loop of a shell. */
export function shardLines(command: readonly string[], shards: number): string[] {
  checkWhole('shards', shards);
  return Array.from({ length: shards }, (_, i) =>
    shellLine([...command, '--shard', `${i + 1}/${shards}`]),
  );
}
