export { mlp } from './mlp.ts';
export type { MlpOptions } from './mlp.ts';
export { lenet300100 } from './lenet.ts';
export { MODELS, modelByName, modelNames } from './registry.ts';
export { editDistance, nearestNames } from './nearest-names.ts';
export type { ModelsError } from './errors.ts';
