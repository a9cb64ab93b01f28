import { terminalTable } from '@sweepstake/aggregate';
import { armsOf, expand } from '@sweepstake/experiments';
import type { Plan, RunConfig } from '@sweepstake/experiments';
import { backendByName } from '@sweepstake/stages';
import { join } from 'node:path';
import { defaultFolder } from '../choose-run.ts';
import { crewOf, crewWish } from '../crew.ts';
import type { CrewFlags } from '../crew.ts';
import { dataLoader } from '../data-loader.ts';
import { headline } from '../describe-plan.ts';
import { fileNameOf, flagsOf } from '../describe-run.ts';
import { counted, duration } from '../duration.ts';
import { executeRun, openRunFolder } from '../execute-run.ts';
import type { RunOutcome } from '../execute-run.ts';
import { EXIT } from '../exit-status.ts';
import { keepOf } from '../open-dropper.ts';
import { readOwn } from '../own/own-record.ts';
import { preflight } from '../preflight.ts';
import { resolveConfig } from '../resolve-config.ts';
import type { ConfigFlags } from '../resolve-config.ts';
import { readResults } from '../results.ts';
import type { Results } from '../results.ts';
import { problemLines } from '../run-report.ts';
import { secondsOf } from '../seconds-of.ts';
import { parseShard, shardOf } from '../shard.ts';
import type { Shard } from '../shard.ts';
import { COMMAND, remark, say, sayJson } from '../shell.ts';
import { TABLES, writeTables } from '../write-tables.ts';
import type { WrittenTables } from '../write-tables.ts';

/** Flags of `sweepstake run`. */
export interface RunFlags extends ConfigFlags, CrewFlags {
  readonly runs?: string;
  readonly shard?: string;
  readonly keep?: string;
  readonly checkpointEvery?: string;
  readonly tables?: string;
  readonly json?: boolean;
}

/** `sweepstake run`; its exit statuses are those of `EXIT`. */
export async function run(
  experiment: string | undefined,
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  const tell = flags.json === true ? remark : say;
  const wish = crewWish(flags);
  const shard = flags.shard === undefined ? null : parseShard(flags.shard);
  const checkpointEvery = secondsOf('--checkpoint-every', flags.checkpointEvery);
  const keep = keepOf(flags.keep);
  const config = resolveConfig(experiment, flags);
  const plan = await planOf(config, flags.runs);
  const part = shard === null ? plan : shardOf(plan, shard);
  const folder = flags.runs ?? defaultFolder(config);
  const store = openRunFolder(plan, folder);
  const pending = part.stages.filter(({ id }) => !store.has(id));
  const crew = crewOf(wish, pending);
  tell(headline(plan, crew, folder));
  if (shard !== null) tell(shardLine(part, shard));
  const loadDatasets = datasetsOf(plan, tell);
  const options = { ...crew, part, signal, keep, checkpointEvery, loadDatasets };
  const outcome = await executeRun(plan, store, options);
  const results = readResults(plan, store);
  const mayBePartial = shard === null || results.finished === plan.runs.length;
  const tables = mayBePartial
    ? writeTables(results, flags.tables ?? join(TABLES, fileNameOf(config)))
    : null;
  if (flags.json === true) sayJson(jsonReport(results, outcome, tables));
  else report(results, outcome, tables, folder);
  return exitStatus(outcome, part, results);
}

/** Loads the data sets of a plan, and says where they are from. */
export const datasetsOf = (plan: Plan, tell: (line: string) => void) => () =>
  dataLoader(tell)(plan);

/** Stopped with work left is no failure: the same command continues. */
export function exitStatus(
  outcome: RunOutcome,
  part: Plan,
  { diverged }: Pick<Results, 'diverged'>,
): number {
  if (outcome.stopped && outcome.left > 0) return EXIT.requeue;
  const trials = new Set(part.runs.map(({ trial }) => trial));
  const own = diverged.some(({ trial }) => trials.has(trial));
  return outcome.failed.length > 0 || own ? EXIT.failed : EXIT.done;
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

/**
 * A configuration as stages, refused here where it could not be trained. Networks and data sets of one's own that it has by
 * name are those of the run folder.
 */
export async function planOf(config: RunConfig, folder = defaultFolder(config)): Promise<Plan> {
  readOwn(folder);
  const { numerics } = await backendByName(config.backend);
  preflight(armsOf(config));
  return expand(config, numerics);
}

/** The table, as wide as the terminal allows, between empty lines. */
export function printTable({ rows, diverged }: Results): void {
  say();
  say(terminalTable(rows, { diverged, width: process.stdout.columns ?? 120 }).trimEnd());
  say();
}

function report(
  results: Results,
  outcome: RunOutcome,
  tables: WrittenTables | null,
  folder: string,
): void {
  say(doneLine(outcome));
  if (tables === null) {
    for (const line of problemLines(outcome)) say(line);
    const { finished, plan } = results;
    say(
      `${finished} of ${counted(plan.runs.length, 'training')} of all shards are finished; ` +
        `the tables come with the last, or with ${COMMAND} aggregate ${plan.config.experiment}`,
    );
    return;
  }
  if (results.finished > 0) printTable(results);
  for (const line of problemLines(outcome)) say(line);
  say(`tables: ${tables.folder} (${tables.files.join(', ')})`);
  if (tables.stride !== null)
    say(
      `of curves, the files hold those of the figure's rounds, every ${tables.stride} iterations; ` +
        `${COMMAND} aggregate --full writes all values`,
    );
  if (!outcome.stopped) say(`next: ${next(results, outcome, folder)}`);
}

/** `done after 41 s: 45 of 45 stages are finished`. */
export function doneLine({ stages, finished, skipped, stopped, seconds }: RunOutcome): string {
  if (stages === 0) return 'there is nothing to train';
  if (finished === 0 && skipped === stages) return `all ${stages} stages were finished before`;
  const before = skipped === 0 ? '' : ` (${skipped} of them before)`;
  const how = stopped ? 'stopped' : 'done';
  return `${how} after ${duration(seconds)}: ${finished + skipped} of ${stages} stages are finished${before}`;
}

function next({ plan }: Results, outcome: RunOutcome, folder: string): string {
  const { config } = plan;
  const where = folder === defaultFolder(config) ? '' : ` --runs ${folder}`;
  if (outcome.failed.length > 0)
    return `${COMMAND} status${where || ` --runs ${folder}`} says what failed`;
  return `${COMMAND} figure ${config.experiment} ${flagsOf(config)}${where} draws the figure`;
}

const jsonReport = (
  { plan, rows, diverged }: Results,
  outcome: RunOutcome,
  tables: WrittenTables | null,
) => {
  const { store, ...counts } = outcome;
  const { config, numerics } = plan;
  const levels = rows.filter(({ at }) => at !== 'iteration');
  return { config, numerics, folder: store.root, ...counts, diverged, tables, rows: levels };
};
