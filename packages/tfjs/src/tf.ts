import type * as core from '@tensorflow/tfjs-core';

/**
 * The functions of TensorFlow.js, by whichever of its modules they come: that of `@tensorflow/tfjs`, or that which
 * `@tensorflow/tfjs-node` brings along.
 */
export type Tf = typeof core;

export type Tensor = core.Tensor;
