export type {
  DenseLayer,
  FlattenLayer,
  Head,
  Initialiser,
  Layer,
  Network,
  Parameter,
  ReluLayer,
  Role,
} from './network.ts';
export { elements } from './elements.ts';
export {
  countParameters,
  countWeights,
  isPrunable,
  parametersOf,
  prunableParameters,
} from './parameters.ts';
export { shapesOf } from './shapes.ts';
export { checkNetwork } from './check-network.ts';
export { initialise } from './initialise.ts';
export type { NormalsByParameter } from './initialise.ts';
export { describeNetwork } from './describe-network.ts';
export type { GraphError } from './errors.ts';
