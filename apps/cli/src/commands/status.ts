import { expand } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import type { TrainRecord } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { defaultFolder, findRuns, RUNS } from '../choose-run.ts';
import type { FoundRun } from '../choose-run.ts';
import { flagsOf } from '../describe-run.ts';
import { counted } from '../duration.ts';
import { COMMAND, say, sayJson } from '../shell.ts';

/** Flags of `sweepstake status`. */
export interface StatusFlags {
  readonly runs?: string;
  readonly json?: boolean;
}

/** How far one run is. */
interface Status {
  readonly folder: string;
  /** Where `run` puts it unless told otherwise. */
  readonly usualFolder: string;
  readonly experiment: string;
  readonly flags: string;
  readonly numerics: string;
  readonly stages: number;
  readonly finished: number;
  readonly trials: readonly TrialStatus[];
  readonly diverged: readonly string[];
  readonly failed: readonly { readonly label: string; readonly reason: string }[];
}

interface TrialStatus {
  readonly trial: number;
  readonly trainings: number;
  readonly finished: number;
  /** The last round whose ticket is trained; null where none is. */
  readonly round: number | null;
}

/** `sweepstake status`: how far every run in a folder is. */
export function status({ runs, json }: StatusFlags): number {
  if (runs !== undefined) openStore(runs, { create: false });
  const found = findRuns(runs).map(statusOf);
  if (json === true) sayJson(found);
  else if (found.length === 0)
    say(`nothing was run in ${runs ?? RUNS} yet; start with ${COMMAND} run figure-3`);
  else for (const one of found) for (const line of linesOf(one)) say(line);
  return 0;
}

function statusOf({ folder, config, numerics }: FoundRun): Status {
  const store = openStore(folder, { create: false });
  const plan = expand(config, numerics);
  const labels = new Map(plan.stages.map(({ id, label }) => [id, label]));
  const finished = new Set(plan.stages.map(({ id }) => id).filter((id) => store.has(id)));
  return {
    folder,
    usualFolder: defaultFolder(config),
    experiment: config.experiment,
    flags: flagsOf(config),
    numerics,
    stages: plan.stages.length,
    finished: finished.size,
    trials: trialsOf(plan, finished),
    diverged: [...new Set(plan.runs.map(({ stage }) => stage))]
      .filter((id) => finished.has(id) && isDiverged(store, id))
      .map((id) => labels.get(id)!),
    failed: store
      .failures()
      .filter(({ id }) => labels.has(id))
      .map(({ id, reason }) => ({ label: labels.get(id)!, reason })),
  };
}

const isDiverged = (store: Store, id: string): boolean =>
  (store.record(id).record as TrainRecord).diverged !== null;

function trialsOf({ config, runs }: Plan, finished: ReadonlySet<string>): TrialStatus[] {
  return Array.from({ length: config.trials }, (_, trial) => {
    const own = runs.filter((run) => run.trial === trial);
    const done = own.filter(({ stage }) => finished.has(stage));
    const rounds = done.filter(({ variant }) => variant === 'ticket').map(({ round }) => round);
    const round = rounds.length === 0 ? null : Math.max(...rounds);
    return { trial, trainings: own.length, finished: done.length, round };
  });
}

function linesOf(status: Status): string[] {
  const { folder, experiment, flags, stages, finished, trials, failed } = status;
  const all = finished === stages;
  const where = folder === status.usualFolder ? '' : ` --runs ${folder}`;
  const command = `${COMMAND} ${all ? 'figure' : 'run'} ${experiment} ${flags}${where}`;
  return [
    `${folder}: ${experiment} ${flags} (${status.numerics})`,
    `  ${all ? 'finished' : 'unfinished'}: ${finished} of ${counted(stages, 'stage')}`,
    ...trials.map(
      ({ trial, trainings, finished: done, round }) =>
        `  trial ${trial}: ${done} of ${counted(trainings, 'training')}, ` +
        (round === null ? 'no ticket yet' : `tickets up to round ${round}`),
    ),
    ...status.diverged.map((label) => `  diverged: ${label}`),
    ...failed.map(({ label, reason }) => `  failed: ${label}: ${reason}`),
    `  ${all ? 'draw it' : 'continue'}: ${command}`,
  ];
}
