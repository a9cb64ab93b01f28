import { shellWord } from '@sweepstake/cluster';
import type { Plan, RunConfig } from '@sweepstake/experiments';
import { hours, megabytes } from '../amounts.ts';
import { defaultFolder } from '../choose-run.ts';
import type { Crew } from '../crew.ts';
import { iterationsText, subjectOf } from '../describe-plan.ts';
import { flagsOf } from '../describe-run.ts';
import { counted, duration, estimate } from '../duration.ts';
import type { PlanEstimate } from '../estimate/estimate-plan.ts';
import type { MeasuredFactor } from '../estimate/measured-factor.ts';
import { OTHER_BACKENDS } from '../estimate/step-seconds.ts';
import { MEASURED_ON } from '../expected-time.ts';
import { argumentFor } from '../own/own-experiments.ts';
import { COMMAND } from '../shell.ts';
import { trialCount } from '../trial-count.ts';

/** Cores that trainings can use at the same time, memory of all of them, and twice the time that this is expected to take (a minute at least). */
export interface ClusterRequest {
  readonly cores: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** What is known before anything runs. */
export interface Planned {
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
  /** What is left as one request to a cluster. */
  readonly request: ClusterRequest;
  readonly measured: MeasuredFactor | null;
  /** Where the plan was written. */
  readonly written: string | null;
}

/** What `plan` prints. */
export function planLines(whole: Plan, planned: Planned): string[] {
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
    ...(done ? [] : [`  on a cluster: ${clusterText(whole.config, planned.request)}`]),
    `memory: about ${megabytes(memory.perWorker)} for each worker, ${megabytes(memory.beside)} beside them; ` +
      `${megabytes(memory.beside + crew.workers * memory.perWorker)} with ${counted(crew.workers, 'worker')}`,
    `disk: about ${megabytes(disk.survivors)} in ${stages} files; ${megabytes(disk.masks)} with --keep masks`,
    ...(written === null ? [] : [`plan: ${written}`]),
    `run it: ${COMMAND} run ${shellWord(argumentFor(config.experiment))} ${flagsOf(config)}${where}`,
  ];
}

function clusterText(config: RunConfig, { cores, bytes, seconds }: ClusterRequest): string {
  const experiment = shellWord(argumentFor(config.experiment));
  return (
    `${counted(cores, 'core')}, ${megabytes(bytes)} and ${duration(seconds)}, twice the estimate; ` +
    `${COMMAND} slurm ${experiment} ${flagsOf(config)} --dry-run writes the jobs`
  );
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
