import { nearestModels } from './nearest-names.ts';

/** Every error of this package; `code` is `SWEEPSTAKE_MODELS_<WHAT>` and is stable. */
export interface ModelsError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string): ModelsError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_MODELS_${what}` });

export const unknownModel = (name: string, base: string, valid: readonly string[]): ModelsError =>
  failure(
    'UNKNOWN_MODEL',
    `unknown model '${name}'; nearest valid names: ${nearestModels(base, valid).join(', ')}; ` +
      'any fully connected network is mlp-<inputs>-<width>-...-<classes>, ' +
      'and a file of your own is named by its path, as in ./my-net.json',
  );

export const notLoaded = (name: string): ModelsError =>
  failure(
    'NOT_LOADED',
    `the file of network ${name} was not loaded; name the file instead, as in ` +
      `--network ./${name.split('@')[0]}.json`,
  );

export const badSuffix = (name: string, suffix: string, rule: string): ModelsError =>
  failure('SUFFIX', `model ${name}: '${suffix}' cannot stand here: ${rule}`);

export const misspelled = (name: string, canonical: string): ModelsError =>
  failure('SPELLING', `model ${name}: the name of this network is ${canonical}`);

export const badDepth = (
  name: string,
  depth: number,
  deepest: number,
  nearest: readonly number[],
): ModelsError =>
  failure(
    'DEPTH',
    `model ${name}: depth is ${depth}, but it must be 6n + 2 in 8..${deepest}; ` +
      `nearest valid depths: ${nearest.join(', ')}`,
  );

export const badOption = (
  model: string,
  option: string,
  given: readonly number[],
  rule: string,
): ModelsError =>
  failure('OPTION', `model ${model}: ${option} is ${given.join(', ') || 'empty'}, but ${rule}`);

export const badFamily = (field: string, given: unknown, rule: string): ModelsError =>
  failure(
    'FAMILY',
    `network description: ${field} is ${given === undefined ? 'missing' : JSON.stringify(given)}; it must be ${rule}`,
  );

export const badSizes = (name: string, sizes: readonly number[], rule: string): ModelsError =>
  failure('SIZES', `model ${name}: sizes are ${sizes.join('-') || 'empty'}, but ${rule}`);
