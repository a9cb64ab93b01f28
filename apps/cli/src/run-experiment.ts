import { join } from 'node:path';
import type { Plan } from '@sweepstake/experiments';
import type { Store } from '@sweepstake/store';
import { defaultFolder } from './choose-run.ts';
import { crewOf, crewWish } from './crew.ts';
import type { CrewFlags } from './crew.ts';
import type { DataLoader } from './data-loader.ts';
import { headline } from './describe-plan.ts';
import { fileNameOf } from './describe-run.ts';
import { counted } from './duration.ts';
import { executeRun, openRunFolder } from './execute-run.ts';
import type { RunOutcome } from './execute-run.ts';
import { EXIT } from './exit-status.ts';
import { keepOf } from './open-dropper.ts';
import { planOf } from './plan-of.ts';
import { resolveConfig } from './resolve-config.ts';
import type { ConfigFlags } from './resolve-config.ts';
import { readResults } from './results.ts';
import type { Results } from './results.ts';
import { secondsOf } from './seconds-of.ts';
import { parseShard, shardOf } from './shard.ts';
import type { Shard } from './shard.ts';
import { sharedStages, takeOver } from './sharing/shared-stages.ts';
import { TABLES, writeTables } from './write-tables.ts';
import type { WrittenTables } from './write-tables.ts';

/** Flags that say what is trained, and how. */
export interface TrainFlags extends ConfigFlags, CrewFlags {
  readonly runs?: string;
  readonly shard?: string;
  readonly keep?: string;
  readonly checkpointEvery?: string;
  readonly tables?: string;
  /** False with `--no-share`: nothing is taken over from other run folders. */
  readonly share?: boolean;
}

/** What several runs of one process have in common. */
export interface RunSession {
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal;
  /** Told what is run, and where data and stages are from. */
  readonly tell: (line: string) => void;
  /** `dataLoader(tell)`: each data set is loaded once. */
  readonly data: DataLoader;
}

/** A run that came to its end, or was stopped. */
export interface EndedRun {
  readonly plan: Plan;
  readonly folder: string;
  readonly outcome: RunOutcome;
  /** Stages that were taken over from other run folders. */
  readonly shared: number;
  readonly results: Results;
  /** Null where only a part was carried out and others have to finish first. */
  readonly tables: WrittenTables | null;
  /** One of `EXIT`. */
  readonly status: number;
}

/**
 * Trains what an experiment needs and is not finished, and writes its tables. Throws for wrong flags and
 * configurations before anything is written. `partOf` chooses what of the plan is carried out where no shard is named.
 */
export async function runExperiment(
  experiment: string | undefined,
  flags: TrainFlags,
  { signal, tell, data }: RunSession,
  partOf: (plan: Plan) => Plan = (plan) => plan,
): Promise<EndedRun> {
  const wish = crewWish(flags);
  const shard = flags.shard === undefined ? null : parseShard(flags.shard);
  const checkpointEvery = secondsOf('--checkpoint-every', flags.checkpointEvery);
  const keep = keepOf(flags.keep);
  const config = resolveConfig(experiment, flags);
  const plan = await planOf(config, flags.runs);
  const part = shard === null ? partOf(plan) : shardOf(plan, shard);
  const folder = flags.runs ?? defaultFolder(config);
  const store = openRunFolder(plan, folder);
  const shared = flags.share === false ? 0 : share({ plan, part, folder, store, tell });
  const pending = part.stages.filter(({ id }) => !store.has(id));
  const crew = crewOf(wish, pending);
  tell(headline(plan, crew, folder));
  if (shard !== null) tell(shardLine(part, shard));
  const loadDatasets = () => data(plan);
  const options = { ...crew, part, signal, keep, checkpointEvery, loadDatasets };
  const outcome = await executeRun(plan, store, options);
  const results = readResults(plan, store);
  const isWhole = part === plan || results.finished === results.planned;
  const tables = isWhole
    ? writeTables(results, flags.tables ?? join(TABLES, fileNameOf(config)))
    : null;
  const status = exitStatus(outcome, part, results);
  return { plan, folder, outcome, shared, results, tables, status };
}

interface Sharing {
  readonly plan: Plan;
  readonly part: Plan;
  readonly folder: string;
  readonly store: Store;
  readonly tell: RunSession['tell'];
}

/** Takes over what the folders beside this one have, and says so; returns how many stages that are. */
function share({ plan, part, folder, store, tell }: Sharing): number {
  const found = sharedStages({ plan, part, folder, has: (id) => store.has(id) });
  const taken = takeOver(store, found);
  for (const { folder: from, ids } of taken)
    if (ids.length > 0) tell(`taken over from ${from}: ${counted(ids.length, 'stage')}`);
  return taken.reduce((sum, { ids }) => sum + ids.length, 0);
}

/** Stopped with work left is no failure: the same command continues. */
export function exitStatus(
  outcome: RunOutcome,
  part: Plan,
  { diverged }: Pick<Results, 'diverged'>,
): number {
  if (outcome.stopped && outcome.left > 0) return EXIT.requeue;
  const trials = new Set(part.runs.map(({ trial }) => trial));
  const own = diverged.some(({ trial }) => trials.has(trial));
  return outcome.failed.length > 0 || outcome.halted !== null || own ? EXIT.failed : EXIT.done;
}

/** `shard 3 of 16: trials 2, 18` */
function shardLine({ runs }: Plan, { index, count }: Shard): string {
  const trials = [...new Set(runs.map(({ trial }) => trial))];
  const which =
    trials.length === 0
      ? 'no trial, there are fewer of them than shards'
      : `${trials.length === 1 ? 'trial' : 'trials'} ${trials.join(', ')}`;
  return `shard ${index} of ${count}: ${which}`;
}
