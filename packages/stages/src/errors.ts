import { nearestNames } from '@sweepstake/models';

/** Every error of this package; `code` is `SWEEPSTAKE_STAGES_<WHAT>` and is stable. */
export interface StagesError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string): StagesError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_STAGES_${what}` });

export const unknownBackend = (name: string, valid: readonly string[]): StagesError =>
  failure(
    'UNKNOWN_BACKEND',
    `unknown backend '${name}'; nearest valid names: ${nearestNames(name, valid).join(', ')}`,
  );

export const dataNotLoaded = (name: string, loaded: readonly string[]): StagesError =>
  failure(
    'DATASET_NOT_LOADED',
    `data set '${name}' is not loaded (${loaded.join(', ') || 'none is'}); ` +
      'load it before the stages start',
  );

export const splitTooLarge = (dataset: string, validation: number, count: number): StagesError =>
  failure(
    'SPLIT',
    `data set ${dataset} has ${count} training examples, too few to hold out ${validation} for ` +
      'validation; hold out fewer',
  );

export const notImages = (dataset: string, shape: readonly number[]): StagesError =>
  failure(
    'AUGMENTATION',
    `examples of data set ${dataset} have the shape [${shape.join(', ')}], and only images ` +
      '[channels, height, width] can be augmented; leave the augmentation out',
  );

export const otherNumerics = (backend: string, asked: string, actual: string): StagesError =>
  failure(
    'NUMERICS',
    `backend ${backend} computes with numerics ${actual}, the stage asks for ${asked}; ` +
      'plan the experiment again with this version',
  );

export const divergedTraining = (id: string, trial: number, iteration: number): StagesError =>
  failure(
    'DIVERGED',
    `training ${id} of trial ${trial} diverged at iteration ${iteration}, so that nothing can be ` +
      'pruned; lower the learning rate or leave the trial out',
  );

export const stopRequested = (id: string, iteration: number): StagesError =>
  failure(
    'STOPPED',
    `stage ${id} was stopped at iteration ${iteration}; run it again and it goes on from there`,
  );

export const notKept = (stage: string, iteration: number): StagesError =>
  failure(
    'NOT_KEPT',
    `training ${stage} did not keep the weights of iteration ${iteration}; list it in its keep`,
  );

export const nothingToMeasure = (id: string, iteration: number): StagesError =>
  failure(
    'NOTHING_TO_MEASURE',
    `training ${id} diverged at iteration ${iteration} and left no weights; ` +
      'lower the learning rate or leave the trial out',
  );

export const globalRates = (rates: readonly (readonly [string, number])[]): StagesError =>
  failure(
    'GLOBAL_RATES',
    `layers that are ranked together have different rates (${rates
      .map(([name, rate]) => `${name} ${rate}`)
      .join(', ')}); give them one rate, or 0 to leave a layer out`,
  );

export const otherNetwork = (what: string, found: string, network: string): StagesError =>
  failure(
    'NETWORK',
    `${what} belongs to network ${found}, not to ${network}; use masks and weights of one network`,
  );

export const badFile = (what: string, why: string): StagesError =>
  failure('FILE', `${what} cannot be used: ${why}; run the stage again`);

export const notTraining = (id: string, kind: unknown): StagesError =>
  failure('NOT_TRAINING', `stage ${id} is a ${String(kind)}, not a training; name a training`);

export const notFinished = (training: string, needed: string): StagesError =>
  failure(
    'NOT_FINISHED',
    `training ${training} starts from stage ${needed}, which is not there; run that stage first`,
  );

export const badNumber = (what: string, value: number, valid: string): StagesError =>
  failure('NUMBER', `${what} is ${value}; give ${valid}`);

export const rewoundStart = (kind: string, iteration: number): StagesError =>
  failure(
    'REWOUND',
    `a training begins with the weights of iteration ${iteration} and with '${kind}' at once; ` +
      'leave one of them out',
  );

export const divergedStart = (id: string, iteration: number): StagesError =>
  failure(
    'DIVERGED',
    `training ${id} diverged at iteration ${iteration}, so that nothing can go on from its ` +
      'weights; lower the learning rate or leave the trial out',
  );

export const otherBeginning = (what: string, found: string, asked: string): StagesError =>
  failure(
    'BEGINNING',
    `${what} began with the weights ${found}, not with ${asked}; name the seed, trial and ` +
      'standard deviation that it began with',
  );

export const badInitialText = (text: string): StagesError =>
  failure(
    'INITIAL_TEXT',
    `'${text}' names no initial weights; give a stream such as init(0,1), reinit(0,1,7,2), ` +
      "'init(0,1) std=0.1', 'noise(0,1,7,2) deviation=0.5' or 'resample(0,1,7,2) of=<stage>'",
  );

export const initialNeedsStore = (pruning: string): StagesError =>
  failure(
    'NO_STORE',
    `initial weights are drawn from those under the mask ${pruning}; give the store that has it`,
  );

export const badSteps = (steps: number, most: number): StagesError =>
  failure(
    'STEPS',
    `steps is ${steps}; give a whole number from 1 to ${most}, the updates of this training`,
  );
