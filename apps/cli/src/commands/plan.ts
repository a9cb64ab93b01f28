import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '@sweepstake/cluster';
import type { Plan, PlannedStage } from '@sweepstake/experiments';
import { openStore } from '@sweepstake/store';
import { ALL } from '../all-figures.ts';
import { hours, megabytes } from '../amounts.ts';
import { defaultFolder } from '../choose-run.ts';
import { crewOf, crewWish } from '../crew.ts';
import type { Crew, CrewFlags } from '../crew.ts';
import { iterationsText, subjectOf } from '../describe-plan.ts';
import { flagsOf } from '../describe-run.ts';
import { counted, estimate } from '../duration.ts';
import { estimatePlan } from '../estimate/estimate-plan.ts';
import type { PlanEstimate } from '../estimate/estimate-plan.ts';
import { measuredFactor } from '../estimate/measured-factor.ts';
import type { MeasuredFactor } from '../estimate/measured-factor.ts';
import { OTHER_BACKENDS } from '../estimate/step-seconds.ts';
import { openRunFolder } from '../execute-run.ts';
import { EXIT } from '../exit-status.ts';
import { MEASURED_ON } from '../expected-time.ts';
import { freezePlan } from '../freeze-plan.ts';
import { openCrowd } from '../open-crowd.ts';
import { argumentFor } from '../own/own-experiments.ts';
import { placesOf } from '../places.ts';
import { planOf } from '../plan-of.ts';
import { resolveConfig } from '../resolve-config.ts';
import type { ConfigFlags } from '../resolve-config.ts';
import { parseShard, shardOf } from '../shard.ts';
import { sharedStages } from '../sharing/shared-stages.ts';
import { COMMAND, remark, say, sayJson } from '../shell.ts';
import { trialCount } from '../trial-count.ts';
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

/** What is known before anything runs. */
interface Planned {
  readonly folder: string;
  readonly stages: number;
  readonly trainings: number;
  readonly prunings: number;
  /** Trainings by variant. */
  readonly variants: Readonly<Record<string, number>>;
  readonly finished: number;
  /** What `run` takes over from the folders beside its own. */
  readonly shared: readonly { readonly folder: string; readonly stages: number }[];
  readonly crew: Crew;
  /** Of what is neither finished nor taken over. */
  readonly left: PlanEstimate;
  /** Seconds until the end with that crew. */
  readonly secondsLeft: number;
  readonly all: PlanEstimate;
  readonly measured: MeasuredFactor | null;
  /** Where the plan was written. */
  readonly written: string | null;
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
    measured,
    written,
  };
  if (flags.json === true)
    sayJson({ config, numerics: whole.numerics, ...planned, measuredOn: MEASURED_ON });
  else for (const line of linesOf(whole, planned)) say(line);
  return EXIT.done;
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

function linesOf(whole: Plan, planned: Planned): string[] {
  const { config, numerics } = whole;
  const { folder, crew, all, left, finished, stages, secondsLeft, written } = planned;
  const { memory, disk } = all;
  const variants = Object.entries(planned.variants).map(([name, count]) => `${count} ${name}`);
  const where = folder === defaultFolder(config) ? '' : ` --runs ${folder}`;
  const taken = planned.shared.reduce((sum, one) => sum + one.stages, 0);
  const done = finished + taken === stages;
  const evaluated = Math.round((100 * all.evaluationSeconds) / Math.max(all.coreSeconds, 1e-9));
  if (whole.arms.length === 0)
    return [`${config.experiment}, preset ${config.preset}: nothing to train; figure draws it`];
  return [
    `${config.experiment}, preset ${config.preset}: ${subjectOf(whole)}, ` +
      `${counted(trialCount(whole), 'trial')} of ${iterationsText(whole)} iterations, ` +
      `backend ${config.backend} (${numerics})`,
    `stages: ${counted(planned.trainings, 'training')} (${variants.join(', ')}), ` +
      `${counted(planned.prunings, 'pruning')}; ${finished} of ${stages} finished in ${folder}`,
    ...planned.shared.map(
      (one) => `  taken over from ${one.folder}: ${counted(one.stages, 'stage')}`,
    ),
    `time: ${hours(all.coreSeconds)} in all, ${evaluated}% of it evaluation`,
    ...(done
      ? []
      : [
          `  left: ${hours(left.coreSeconds)}, ${estimate(secondsLeft)} with ` +
            `${counted(crew.workers, 'worker')}${crew.threads === 1 ? '' : ` of ${crew.threads} threads`}; ` +
            `${estimate(left.chainSeconds)} with any number, the longest chain`,
        ]),
    ...restsOn(config.backend, planned.measured).map((line) => `  ${line}`),
    `memory: about ${megabytes(memory.perWorker)} for each worker, ${megabytes(memory.beside)} beside them; ` +
      `${megabytes(memory.beside + crew.workers * memory.perWorker)} with ${counted(crew.workers, 'worker')}`,
    `disk: about ${megabytes(disk.survivors)} in ${stages} files; ${megabytes(disk.masks)} with --keep masks`,
    ...(written === null ? [] : [`plan: ${written}`]),
    `run it: ${COMMAND} run ${shellWord(argumentFor(config.experiment))} ${flagsOf(config)}${where}`,
  ];
}

function restsOn(backend: string, measured: MeasuredFactor | null): string[] {
  const { [backend]: factor } = OTHER_BACKENDS;
  const times =
    factor === undefined ? '' : `, times ${factor} for ${backend}, on which masks save nothing`;
  const base = `rests on the engine's speeds in results/speed${times}: ${MEASURED_ON}`;
  if (measured === null) return [base];
  const { factor: found, trainings } = measured;
  return [
    `rests on ${counted(trainings, 'training')} of this run, which took ${found.toPrecision(2)} times what is ` +
      'expected',
    `from the engine's speeds in results/speed${times}`,
  ];
}
