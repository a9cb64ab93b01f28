import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, PlannedStage } from '@sweepstake/experiments';
import { widestLevel } from '../crew.ts';
import { defaultFolder } from '../choose-run.ts';
import { openRunFolder } from '../execute-run.ts';
import { sharedStages } from '../sharing/shared-stages.ts';
import { estimatePlan } from './estimate-plan.ts';
import type { PlanEstimate } from './estimate-plan.ts';

/** One preset of one experiment among others; seconds are of cores of `MEASURED_ON`. */
export interface PlanRow {
  readonly experiment: string;
  readonly preset: string;
  readonly trainings: number;
  readonly coreSeconds: number;
  /** Of what no row before this one trains. */
  readonly ownSeconds: number;
  /** Of the same, where no run folder has it. */
  readonly leftSeconds: number;
  /** Trainings at the same time, at most. */
  readonly workers: number;
  readonly bytesPerWorker: number;
  readonly bytesBeside: number;
  /** Of the longest chain: the least time, on any number of cores. */
  readonly chainSeconds: number;
  /** Bytes of all its files with `--keep survivors`. */
  readonly disk: number;
}

/** All rows together; a stage that several have is counted once. */
export interface PlanTotal extends Omit<PlanRow, 'experiment' | 'preset' | 'ownSeconds'> {
  readonly rows: readonly PlanRow[];
}

/** What several plans would take, in their order. `share` says whether run folders take stages over from each other. */
export function planRows(plans: readonly Plan[], share: boolean): PlanTotal {
  const seen = new Set<string>();
  let disk = 0;
  const rows = plans.map((plan): PlanRow => {
    const all = estimatePlan(plan, plan.stages);
    const fresh = plan.stages.filter(({ id }) => !share || !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const isThere = finishedIn(plan, share);
    const own = estimatePlan(plan, fresh);
    disk += own.disk.survivors;
    const left = estimatePlan(
      plan,
      fresh.filter(({ id }) => !isThere(id)),
    );
    const { experiment, preset } = plan.config;
    return { experiment, preset, ...requestOf(plan, all), ...secondsOf(all, own, left) };
  });
  const sum = (value: (row: PlanRow) => number): number =>
    rows.reduce((all, row) => all + value(row), 0);
  const most = (value: (row: PlanRow) => number): number => Math.max(0, ...rows.map(value));
  return {
    rows,
    trainings: trainingsIn(plans, share),
    coreSeconds: sum(({ ownSeconds }) => ownSeconds),
    leftSeconds: sum(({ leftSeconds }) => leftSeconds),
    workers: most(({ workers }) => workers),
    bytesPerWorker: most(({ bytesPerWorker }) => bytesPerWorker),
    bytesBeside: most(({ bytesBeside }) => bytesBeside),
    chainSeconds: most(({ chainSeconds }) => chainSeconds),
    disk,
  };
}

const secondsOf = (all: PlanEstimate, own: PlanEstimate, left: PlanEstimate) => ({
  coreSeconds: all.coreSeconds,
  ownSeconds: own.coreSeconds,
  leftSeconds: left.coreSeconds,
});

/** What a scheduler would be asked for. */
const requestOf = ({ stages }: Plan, { memory, chainSeconds, disk }: PlanEstimate) => ({
  trainings: stages.filter(isTraining).length,
  workers: widestLevel(stages),
  bytesPerWorker: memory.perWorker,
  bytesBeside: memory.beside,
  chainSeconds,
  disk: disk.survivors,
});

const isTraining = ({ payload }: PlannedStage): boolean => payload.kind === 'train';

function trainingsIn(plans: readonly Plan[], share: boolean): number {
  const ids = plans.flatMap(({ stages }) => stages.filter(isTraining).map(({ id }) => id));
  return share ? new Set(ids).size : ids.length;
}

/** Whether a stage of a plan is finished in its own folder or in one that it is taken over from. */
function finishedIn(plan: Plan, share: boolean): (id: string) => boolean {
  const folder = defaultFolder(plan.config);
  const store = existsSync(join(folder, 'sweepstake.json')) ? openRunFolder(plan, folder) : null;
  const has = (id: string): boolean => store?.has(id) === true;
  const shared = share ? sharedStages({ plan, folder, has }) : [];
  const beside = new Set(shared.flatMap(({ ids }) => ids));
  return (id) => has(id) || beside.has(id);
}
