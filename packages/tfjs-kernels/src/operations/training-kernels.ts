import type { TrainingKernel } from '../training-kernel.ts';
import { conv2D, conv2DBackpropFilter, conv2DBackpropInput, fusedConv2D } from './convolve.ts';
import {
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2dNative,
  fusedDepthwiseConv2D,
} from './convolve-depthwise.ts';
import { maxPoolGrad } from './max-pool-gradient.ts';
import { batchMatMul, fusedMatMul } from './multiply-matrices.ts';
import { mean, sum } from './reduce.ts';
import { unsortedSegmentSum } from './unsorted-segment-sum.ts';

/** Every kernel that this package registers. */
export const TRAINING_KERNELS: readonly TrainingKernel[] = [
  batchMatMul,
  fusedMatMul,
  conv2D,
  fusedConv2D,
  conv2DBackpropInput,
  conv2DBackpropFilter,
  depthwiseConv2dNative,
  fusedDepthwiseConv2D,
  depthwiseBackpropInput,
  depthwiseBackpropFilter,
  maxPoolGrad,
  sum,
  mean,
  unsortedSegmentSum,
];
