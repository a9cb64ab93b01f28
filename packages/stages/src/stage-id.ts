import { datasets } from '@sweepstake/datasets';
import type { Definition } from '@sweepstake/datasets';
import { stageId } from '@sweepstake/store';
import { ADAM, MILESTONE_FACTOR } from '@sweepstake/training';
import type { Optimizer, Schedule } from '@sweepstake/training';
import type { Rates, Stage, TrainStage } from './stage.ts';

/**
 * What a stage means where it does not say. Never changed, only superseded by new options: a value equal to
 * its default is left out of the identity, so that a new option leaves all earlier ids as they were.
 */
export const STAGE_DEFAULTS = {
  scaling: 'default',
  flip: false,
  crop: 0,
  validation: 5000,
  weightDecay: 0,
  warmup: 0,
  factor: MILESTONE_FACTOR,
  test: 'grid',
  trainAccuracy: true,
  fastMath: false,
  rate: 0,
  initialStd: 0,
  examples: 0,
  rounds: 1,
} as const;

/** The stage's identity: 20 hex digits of the hash of `canonicalStage(stage)`. */
export const stageIdOf = (stage: Stage): string => stageId(canonicalStage(stage));

/** The stage without everything that equals its default; what is hashed and stored as `config`. */
export function canonicalStage(stage: Stage): Record<string, unknown> {
  if (stage.kind === 'train') return canonicalTraining(stage);
  if (stage.criterion === 'random') return { ...stage };
  const rates = canonicalRates(stage.rates);
  if (stage.criterion === 'initial-magnitude')
    return defined({ ...stage, rates, initialStd: canonicalStd(stage) });
  return defined({ ...stage, rates, rounds: unless(stage.rounds, STAGE_DEFAULTS.rounds) });
}

const unless = <T>(value: T | undefined, fallback: T): T | undefined =>
  value === fallback ? undefined : value;

const canonicalStd = ({ initialStd }: { readonly initialStd?: number | undefined }) =>
  unless(initialStd, STAGE_DEFAULTS.initialStd);

const unlessEmpty = (list: readonly number[] | undefined): number[] | undefined =>
  list === undefined || list.length === 0 ? undefined : [...list];

/** Iterations as a set: ascending, each once. */
const iterations = (list: readonly number[] | undefined): number[] | undefined =>
  unlessEmpty([...new Set(list)].sort((a, b) => a - b));

function canonicalTraining(stage: TrainStage): Record<string, unknown> {
  const { split, evaluation, keep } = stage;
  return defined({
    ...stage,
    initialStd: canonicalStd(stage),
    scaling: canonicalScaling(stage),
    augmentation: canonicalAugmentation(stage),
    split: defined({ ...split, validation: unless(split.validation, STAGE_DEFAULTS.validation) }),
    keep: iterations(keep),
    optimizer: canonicalOptimizer(stage.optimizer),
    schedule: canonicalSchedule(stage.schedule),
    evaluation: defined({
      every: evaluation.every,
      at: iterations(evaluation.at),
      test: unless<string>(evaluation.test, STAGE_DEFAULTS.test),
      trainAccuracy: unless<boolean>(evaluation.trainAccuracy, STAGE_DEFAULTS.trainAccuracy),
      examples: unless(evaluation.examples, STAGE_DEFAULTS.examples),
    }),
    fastMath: unless<boolean>(stage.fastMath, STAGE_DEFAULTS.fastMath),
  });
}

/** A data set's own scaling, which is the first of its definition, goes by `default`. */
function canonicalScaling({ dataset, scaling }: TrainStage): string | undefined {
  const known: Readonly<Record<string, Definition>> = datasets;
  const own = Object.hasOwn(known, dataset) ? Object.keys(known[dataset]!.scalings)[0] : undefined;
  return scaling === own ? undefined : unless<string>(scaling, STAGE_DEFAULTS.scaling);
}

/** Moves that move nothing are none. */
function canonicalAugmentation({ augmentation }: TrainStage): Record<string, unknown> | undefined {
  const stated = defined({
    flip: unless<boolean | undefined>(augmentation?.flip, STAGE_DEFAULTS.flip),
    crop: unless<number | undefined>(augmentation?.crop, STAGE_DEFAULTS.crop),
  });
  return Object.keys(stated).length === 0 ? undefined : stated;
}

/** Momentum has no usual value and is always stated. */
function canonicalOptimizer(optimizer: Optimizer): Record<string, unknown> {
  const weightDecay = unless<number>(optimizer.weightDecay, STAGE_DEFAULTS.weightDecay);
  if (optimizer.kind !== 'adam') return defined({ ...optimizer, weightDecay });
  const usual = ADAM as Extract<Optimizer, { kind: 'adam' }>;
  return defined({
    kind: 'adam',
    beta1: unless(optimizer.beta1, usual.beta1),
    beta2: unless(optimizer.beta2, usual.beta2),
    epsilon: unless(optimizer.epsilon, usual.epsilon),
    weightDecay,
  });
}

function canonicalSchedule(schedule: Schedule): Record<string, unknown> {
  const milestones = unlessEmpty(schedule.milestones);
  return defined({
    learningRate: schedule.learningRate,
    warmup: unless<number>(schedule.warmup, STAGE_DEFAULTS.warmup),
    milestones,
    // Without milestones nothing is ever multiplied.
    factor:
      milestones === undefined ? undefined : unless<number>(schedule.factor, STAGE_DEFAULTS.factor),
  });
}

const canonicalRates = (rates: Rates): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rates).filter(([, rate]) => (rate ?? 0) !== 0));

function defined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key in record) if (record[key] !== undefined) kept[key] = record[key];
  return kept;
}
