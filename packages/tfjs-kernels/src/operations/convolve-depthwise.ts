import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall, TrainingKernel } from '../training-kernel.ts';
import { channelsLast } from './channels-last.ts';
import { canFinish, finish } from './finish.ts';
import { allFloat32 } from './float32.ts';
import { convInfo, GEOMETRY_BYTES, placeGeometry } from './geometry.ts';

/** x convolved channel by channel, channels last. */
function forward({ inputs, attrs, heap }: KernelCall, name: string): TensorInfo {
  const { x, filter } = inputs as Record<'x' | 'filter', TensorInfo>;
  const info = convInfo(x.shape, filter.shape, attrs, true);
  const y = heap.output(info.outShape);
  heap.scratch(GEOMETRY_BYTES, name, (at) => {
    placeGeometry(heap, at, info);
    heap.kernels.depthwise_forward(heap.at(y), heap.at(x), heap.at(filter), at);
  });
  return y;
}

/** The released one leaves its memory for some shapes, and packs a changed filter anew in every step. */
export const depthwiseConv2dNative: TrainingKernel = {
  name: 'DepthwiseConv2dNative',
  compute: (call) =>
    allFloat32(call.inputs, ['x', 'filter'])
      ? channelsLast(call, ['x'], true, (c) => forward(c, 'DepthwiseConv2dNative'))
      : null,
};

/** Channels last only, as the released one. */
export const fusedDepthwiseConv2D: TrainingKernel = {
  name: 'FusedDepthwiseConv2D',
  compute(call) {
    const { inputs, attrs } = call;
    const [, , channels, multiplier] = inputs['filter']!.shape as [number, number, number, number];
    const known = canFinish(inputs, attrs['activation'] as string, channels * multiplier);
    if (!known || attrs['dataFormat'] !== 'NHWC') return null;
    if (!allFloat32(inputs, ['x', 'filter'])) return null;
    return finish(call, forward(call, 'FusedDepthwiseConv2D'));
  },
};

/** The gradient of a depthwise convolution's filter, from channels-last images. */
export const depthwiseBackpropFilter: TrainingKernel = {
  name: 'DepthwiseConv2dNativeBackpropFilter',
  compute({ inputs, attrs, heap }) {
    const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
    if (!allFloat32(inputs, ['x', 'dy'])) return null;
    const info = convInfo(x.shape, attrs['filterShape'] as number[], attrs, true);
    const dw = heap.output(info.filterShape);
    heap.clear(dw);
    const filterBytes = 4 * info.filterHeight * info.filterWidth * info.outChannels;
    heap.scratch(GEOMETRY_BYTES + filterBytes, 'DepthwiseConv2dNativeBackpropFilter', (at) => {
      placeGeometry(heap, at, info);
      const part = at + GEOMETRY_BYTES;
      heap.kernels.depthwise_filter_gradient(heap.at(dw), heap.at(x), heap.at(dy), at, part);
    });
    return dw;
  },
};

/** The gradient of its image, `[inputShape]`. */
export const depthwiseBackpropInput: TrainingKernel = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  compute({ inputs, attrs, heap }) {
    const { dy, filter } = inputs as Record<'dy' | 'filter', TensorInfo>;
    if (!allFloat32(inputs, ['dy', 'filter'])) return null;
    const info = convInfo(attrs['inputShape'] as number[], filter.shape, attrs, true);
    const dx = heap.output(info.inShape);
    heap.clear(dx);
    heap.scratch(GEOMETRY_BYTES, 'DepthwiseConv2dNativeBackpropInput', (at) => {
      placeGeometry(heap, at, info);
      heap.kernels.depthwise_input_gradient(heap.at(dx), heap.at(dy), heap.at(filter), at);
    });
    return dx;
  },
};
