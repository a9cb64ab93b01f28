export type {
  AddLayer,
  ConvolutionLayer,
  DenseLayer,
  DropoutLayer,
  FlattenLayer,
  GlobalPoolLayer,
  Head,
  Initialiser,
  Layer,
  Network,
  NormLayer,
  Parameter,
  PoolLayer,
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
export { statisticsOf } from './statistics.ts';
export type { Statistic } from './statistics.ts';
export { shapesOf } from './shapes.ts';
export { macsOf, positionsOf } from './positions.ts';
export { checkNetwork } from './check-network.ts';
export { initialStd, withInitialStd } from './initial-std.ts';
export { initialise } from './initialise.ts';
export type { NormalsByParameter } from './initialise.ts';
export { networkFromJson } from './network-from-json.ts';
export { networkToJson } from './network-to-json.ts';
export type { InitialiserJson, LayerJson, NetworkJson } from './network-json.ts';
export { describeNetwork } from './describe-network.ts';
export type { GraphError } from './errors.ts';
