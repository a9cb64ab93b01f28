import { nearestNames } from './nearest-names.ts';

/** Every error of this package; `code` is `SWEEPSTAKE_MODELS_<WHAT>` and is stable. */
export interface ModelsError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string): ModelsError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_MODELS_${what}` });

export const unknownModel = (name: string, valid: readonly string[]): ModelsError =>
  failure(
    'UNKNOWN_MODEL',
    `unknown model '${name}'; nearest valid names: ${nearestNames(name, valid).join(', ')}; ` +
      'any fully connected network is mlp-<inputs>-<width>-...-<classes>',
  );

export const badSizes = (name: string, sizes: readonly number[], rule: string): ModelsError =>
  failure('SIZES', `model ${name}: sizes are ${sizes.join('-') || 'empty'}, but ${rule}`);
