import type { ArrayState } from '@sweepstake/cluster';
import { expand } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { openStore, readJournals } from '@sweepstake/store';
import type { Claim } from '@sweepstake/store';
import { defaultFolder } from '../choose-run.ts';
import type { FoundRun } from '../choose-run.ts';
import { flagsOf } from '../describe-run.ts';
import { placesOf } from '../places.ts';
import { trialCount } from '../trial-count.ts';
import { arrayStates } from '../slurm/array-states.ts';
import { readSubmitted } from '../slurm/submitted.ts';
import { cellsOf } from './cells.ts';
import type { Cell } from './cells.ts';
import { paceOf, startsOf } from './pace.ts';
import type { Pace, Start } from './pace.ts';
import { statesOf } from './states.ts';
import type { Known, State, States } from './states.ts';

/** How far one run is. */
export interface Status extends Pace {
  readonly folder: string;
  /** Where `run` puts it unless told otherwise. */
  readonly usualFolder: string;
  readonly experiment: string;
  readonly flags: string;
  readonly numerics: string;
  readonly stages: number;
  readonly finished: number;
  /** Of all stages; `done` is `finished`. */
  readonly counts: Readonly<Record<State, number>>;
  readonly cells: readonly Cell[];
  readonly trials: readonly TrialStatus[];
  readonly running: readonly Occupied[];
  readonly stale: readonly Occupied[];
  readonly diverged: readonly string[];
  readonly damaged: readonly string[];
  readonly failed: readonly { readonly label: string; readonly reason: string }[];
  /** What the scheduler says of the shards that were submitted and are still in its queue; null where it is not here. */
  readonly slurm: readonly ArrayState[] | null;
}

interface TrialStatus {
  readonly trial: number;
  readonly trainings: number;
  readonly finished: number;
  /** The last round whose ticket is trained; null where none is. */
  readonly round: number | null;
}

/** A stage that a process has claimed. */
export interface Occupied {
  readonly label: string;
  readonly host: string | null;
  readonly pid: number | null;
  /** Since it was started there; null where no journal says. */
  readonly seconds: number | null;
  /** Of its last checkpoint; null where there is none. */
  readonly iteration: number | null;
}

/** A run that is looked at again and again; what is finished is looked at once. */
export interface Watched {
  readonly run: FoundRun;
  look(now: number): Promise<Status>;
}

/** Plans the run again, and looks at its folder as often as it is asked; with `readOnly` nothing is written there. */
export function watched(run: FoundRun, readOnly = false): Watched {
  const { folder, config, numerics } = run;
  const plan = expand(config, numerics);
  const places = placesOf(plan);
  const labels = new Map(plan.stages.map(({ id, label }) => [id, label]));
  const known: Known = new Map();
  const look = async (now: number): Promise<Status> => {
    const store = openStore(folder, { create: false });
    const states = statesOf(plan.stages, store, known, readOnly);
    const journals = readJournals(store);
    const starts = startsOf(journals);
    const counts = { done: 0, running: 0, stale: 0, failed: 0, pending: 0 };
    for (const state of states.of.values()) counts[state]++;
    const label = (id: string): string => labels.get(id)!;
    const occupied = (state: State): Occupied[] =>
      plan.stages
        .filter(({ id }) => states.of.get(id) === state)
        .map(({ id }) => occupiedBy(label(id), states.claims.get(id), starts.get(id), now));
    return {
      folder,
      usualFolder: defaultFolder(config),
      experiment: config.experiment,
      flags: flagsOf(config),
      numerics,
      stages: plan.stages.length,
      finished: counts.done,
      counts,
      cells: cellsOf(plan, places, states),
      trials: trialsOf(plan, states),
      running: occupied('running'),
      stale: occupied('stale'),
      diverged: states.diverged.map(label),
      damaged: states.damaged.map(label),
      failed: [...states.failures.values()]
        .filter(({ id }) => states.of.get(id) === 'failed')
        .map(({ id, reason }) => ({ label: label(id), reason })),
      slurm: await arrayStates(readSubmitted(folder)),
      ...paceOf(plan, states, journals, starts, now),
    };
  };
  return { run, look };
}

function occupiedBy(
  label: string,
  claim: Claim | undefined,
  start: Start | undefined,
  now: number,
): Occupied {
  return {
    label,
    host: claim?.owner?.host ?? null,
    pid: claim?.owner?.pid ?? null,
    seconds: start === undefined ? null : Math.max(0, Math.round((now - start.at) / 1000)),
    iteration: start?.iteration ?? null,
  };
}

function trialsOf(plan: Plan, { of }: States): TrialStatus[] {
  const trials = Array.from({ length: trialCount(plan) }, (_, trial) => {
    return { trial, trainings: 0, finished: 0, round: null as number | null };
  });
  const counted = new Set<string>();
  for (const { trial, stage, variant, round } of plan.runs) {
    const own = trials[trial]!;
    // Arms may have a training in common.
    const isNew = !counted.has(stage);
    counted.add(stage);
    if (isNew) own.trainings++;
    if (of.get(stage) !== 'done') continue;
    if (isNew) own.finished++;
    if (variant === 'ticket') own.round = Math.max(own.round ?? 0, round);
  }
  return trials;
}
