import { resolve } from 'node:path';
import { shardLines } from '@sweepstake/cluster';
import { defaultFolder } from '../choose-run.ts';
import { counted } from '../duration.ts';
import { withOwnPaths } from '../own/own-flags.ts';
import { isExperimentFile } from '../own/own-experiments.ts';
import { planOf } from '../plan-of.ts';
import { resolveConfig } from '../resolve-config.ts';
import { remark, say, sayJson } from '../shell.ts';
import { programWords } from '../slurm/program-words.ts';
import { runWords } from '../slurm/run-words.ts';
import type { PassedFlags } from '../slurm/run-words.ts';
import { wholeFlag } from '../slurm/whole-flag.ts';
import { trialCount } from '../trial-count.ts';

/** Flags of `sweepstake shards`. */
export interface ShardsFlags extends PassedFlags {
  readonly runs?: string;
  readonly count?: string;
  readonly command?: string;
  readonly json?: boolean;
}

/** `sweepstake shards`: prints a command line per shard, at most one per trial. */
export async function shards(experiment: string | undefined, flags: ShardsFlags): Promise<number> {
  const config = resolveConfig(experiment, flags);
  const trials = trialCount(await planOf(config, flags.runs));
  const asked = wholeFlag('--count', flags.count, trials);
  const count = Math.min(asked, trials);
  if (count < asked)
    remark(`a shard is one trial at least: ${counted(trials, 'trial')}, ${count} shards`);
  const folder = resolve(flags.runs ?? defaultFolder(config));
  const placed = withOwnPaths(flags);
  const typed = flags.config === undefined ? placed : { ...placed, config: resolve(flags.config) };
  const isFile = experiment !== undefined && isExperimentFile(experiment);
  const own = isFile ? resolve(experiment) : experiment;
  const words = [...programWords(flags.command), ...runWords(own, typed, folder)];
  const lines = shardLines(words, count);
  if (flags.json === true) sayJson(lines);
  else for (const line of lines) say(line);
  return 0;
}
