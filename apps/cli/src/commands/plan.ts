import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, PlannedStage } from '@sweepstake/experiments';
import { openStore } from '@sweepstake/store';
import { ALL } from '../all-figures.ts';
import { defaultFolder } from '../choose-run.ts';
import { crewOf, crewWish, widestLevel } from '../crew.ts';
import type { CrewFlags } from '../crew.ts';
import { estimatePlan } from '../estimate/estimate-plan.ts';
import type { PlanEstimate } from '../estimate/estimate-plan.ts';
import { measuredFactor } from '../estimate/measured-factor.ts';
import type { MeasuredFactor } from '../estimate/measured-factor.ts';
import { openRunFolder } from '../execute-run.ts';
import { EXIT } from '../exit-status.ts';
import { MEASURED_ON } from '../expected-time.ts';
import { freezePlan } from '../freeze-plan.ts';
import { openCrowd } from '../open-crowd.ts';
import { placesOf } from '../places.ts';
import { planOf } from '../plan-of.ts';
import { resolveConfig } from '../resolve-config.ts';
import type { ConfigFlags } from '../resolve-config.ts';
import { parseShard, shardOf } from '../shard.ts';
import { sharedStages } from '../sharing/shared-stages.ts';
import { remark, say, sayJson } from '../shell.ts';
import { planLines } from './plan-lines.ts';
import type { ClusterRequest, Planned } from './plan-lines.ts';
import { planTable } from './plan-table.ts';

/** Flags of `sweepstake plan`. */
export interface PlanFlags extends ConfigFlags, CrewFlags {
  readonly runs?: string;
  readonly shard?: string;
  readonly write?: boolean;
  /** False with `--no-share`. */
  readonly share?: boolean;
  readonly allPresets?: boolean;
  readonly json?: boolean;
}

/** `sweepstake plan`: what a run would be, refused where `run` would refuse it. */
export async function plan(experiment: string | undefined, flags: PlanFlags): Promise<number> {
  if (experiment === ALL || flags.allPresets === true) return planTable(experiment, flags);
  const wish = crewWish(flags);
  const shard = flags.shard === undefined ? null : parseShard(flags.shard);
  const config = resolveConfig(experiment, flags);
  const whole = await planOf(config, flags.runs);
  const part = shard === null ? whole : shardOf(whole, shard);
  const folder = flags.runs ?? defaultFolder(config);
  const written = flags.write === true ? await write(whole, folder) : null;
  const store = existsSync(join(folder, 'sweepstake.json')) ? openRunFolder(whole, folder) : null;
  const has = (id: string): boolean => store?.has(id) === true;
  const shared = flags.share === false ? [] : sharedStages({ plan: whole, part, folder, has });
  const beside = new Set(shared.flatMap(({ ids }) => ids));
  const finished = part.stages.filter(({ id }) => has(id)).length;
  const pending = part.stages.filter(({ id }) => !has(id) && !beside.has(id));
  const measured = store === null ? null : measuredFactor(whole, store);
  const crew = crewOf(wish, pending);
  const left = scaled(estimatePlan(whole, pending), measured);
  const trainings = part.stages.filter(isTraining);
  const planned: Planned = {
    folder,
    stages: part.stages.length,
    trainings: trainings.length,
    prunings: part.stages.length - trainings.length,
    variants: variantsOf(whole, trainings),
    finished,
    shared: shared.map(({ folder: from, ids }) => ({ folder: from, stages: ids.length })),
    crew,
    left,
    secondsLeft: Math.max(left.coreSeconds / crew.workers, left.chainSeconds),
    all: scaled(estimatePlan(whole, part.stages), measured),
    request: requestOf(pending, left),
    measured,
    written,
  };
  if (flags.json === true)
    sayJson({ config, numerics: whole.numerics, ...planned, measuredOn: MEASURED_ON });
  else for (const line of planLines(whole, planned)) say(line);
  return EXIT.done;
}

function requestOf(pending: readonly PlannedStage[], left: PlanEstimate): ClusterRequest {
  const cores = Math.max(1, widestLevel(pending));
  const { memory, coreSeconds, chainSeconds } = left;
  return {
    cores,
    bytes: memory.beside + cores * memory.perWorker,
    seconds: Math.max(60, 2 * Math.max(coreSeconds / cores, chainSeconds)),
  };
}

const isTraining = ({ payload }: PlannedStage): boolean => payload.kind === 'train';

async function write(whole: Plan, folder: string): Promise<string> {
  const store = openRunFolder(whole, folder);
  const crowd = openCrowd(store, remark);
  try {
    await freezePlan(whole, store, crowd.exclusively);
  } finally {
    crowd.close();
  }
  // Opened once more, an unusable folder would have been refused above.
  return join(openStore(folder, { create: false }).root, 'plan.json');
}

function variantsOf(whole: Plan, trainings: readonly PlannedStage[]): Record<string, number> {
  const places = placesOf(whole);
  const variants: Record<string, number> = {};
  for (const { id } of trainings) {
    const { variant } = places.get(id)!;
    variants[variant] = (variants[variant] ?? 0) + 1;
  }
  return variants;
}

const scaled = (found: PlanEstimate, measured: MeasuredFactor | null): PlanEstimate => {
  const factor = measured?.factor ?? 1;
  return {
    ...found,
    coreSeconds: factor * found.coreSeconds,
    evaluationSeconds: factor * found.evaluationSeconds,
    chainSeconds: factor * found.chainSeconds,
  };
};
