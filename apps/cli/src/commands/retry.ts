import { findRuns, runFolders, RUNS } from '../choose-run.ts';
import type { FoundRun } from '../choose-run.ts';
import { crewOf, crewWish } from '../crew.ts';
import type { CrewFlags } from '../crew.ts';
import { dataLoader } from '../data-loader.ts';
import { flagsOf } from '../describe-run.ts';
import { needsFailed } from '../errors.ts';
import { executeRun, openRunFolder } from '../execute-run.ts';
import type { RunOutcome } from '../execute-run.ts';
import { EXIT } from '../exit-status.ts';
import { partAround } from '../part-around.ts';
import { planOf } from '../plan-of.ts';
import { readResults } from '../results.ts';
import { exitStatus } from '../run-experiment.ts';
import { doneLine, problemLines } from '../run-report.ts';
import { COMMAND, say } from '../shell.ts';

/** Flags of `sweepstake retry`. */
export interface RetryFlags extends CrewFlags {
  readonly failed?: boolean;
  readonly runs?: string;
  readonly dryRun?: boolean;
}

/** `sweepstake retry --failed`: runs once more what failed, and what waits for it; nothing else. */
export async function retry(flags: RetryFlags, signal: AbortSignal): Promise<number> {
  if (flags.failed !== true) throw needsFailed();
  const wish = crewWish(flags);
  if (flags.runs !== undefined) runFolders(flags.runs);
  let status: number = EXIT.done;
  let tried = 0;
  const data = dataLoader(say);
  for (const run of findRuns(flags.runs)) {
    const plan = await planOf(run.config);
    const store = openRunFolder(plan, run.folder);
    const labels = new Map(plan.stages.map(({ id, label }) => [id, label]));
    const failed = store.failures().filter(({ id }) => labels.has(id));
    if (failed.length === 0) continue;
    tried += failed.length;
    say(`${run.folder}: ${run.config.experiment} ${flagsOf(run.config)}: ${failed.length} failed`);
    for (const { id, reason } of failed) say(`  ${labels.get(id)}: ${reason}`);
    if (flags.dryRun === true) continue;
    for (const { id } of failed) store.clearFailure(id);
    const part = partAround(plan, new Set(failed.map(({ id }) => id)));
    const pending = part.stages.filter(({ id }) => !store.has(id));
    const options = {
      ...crewOf(wish, pending),
      part,
      signal,
      loadDatasets: () => data(plan),
    };
    const outcome = await executeRun(plan, store, options);
    report(run, outcome);
    const ended = exitStatus(outcome, part, readResults(part, store));
    if (ended === EXIT.requeue) return ended;
    status = Math.max(status, ended);
  }
  if (tried === 0) say(`nothing failed in ${flags.runs ?? RUNS}`);
  return status;
}

function report({ folder, config }: FoundRun, outcome: RunOutcome): void {
  say(doneLine(outcome));
  for (const line of problemLines(outcome)) say(line);
  if (outcome.failed.length === 0 && !outcome.stopped)
    say(
      `next: ${COMMAND} aggregate ${config.experiment} ${flagsOf(config)} --runs ${folder} ` +
        'writes the tables',
    );
}
