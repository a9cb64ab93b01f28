import type * as tfjs from '@tensorflow/tfjs';

/**
 * What is used of TensorFlow.js. Pass the namespace that built the model: that of `@tensorflow/tfjs`, or that which
 * `@tensorflow/tfjs-node` brings along.
 */
export type LayersTf = Pick<
  typeof tfjs,
  | 'CustomCallback'
  | 'data'
  | 'gather'
  | 'input'
  | 'keep'
  | 'layers'
  | 'model'
  | 'tensor'
  | 'tensor1d'
  | 'tidy'
  | 'where'
  | 'zerosLike'
>;

export type LayersModel = tfjs.LayersModel;
export type KerasLayer = tfjs.layers.Layer;
export type LayerVariable = tfjs.LayerVariable;
export type SymbolicTensor = tfjs.SymbolicTensor;
export type Tensor = tfjs.Tensor;
export type Variable = tfjs.Variable;
export type Optimizer = tfjs.Optimizer;
export type CustomCallback = tfjs.CustomCallback;
