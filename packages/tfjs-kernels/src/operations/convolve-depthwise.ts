import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TrainingKernel } from '../training-kernel.ts';
import { allFloat32 } from './float32.ts';
import { convInfo, GEOMETRY_BYTES, placeGeometry } from './geometry.ts';

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
