import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { TrainingKernel } from '../training-kernel.ts';
import { allFloat32 } from './float32.ts';
import { GEOMETRY_BYTES, placeGeometry } from './geometry.ts';

/** The gradient of maximum pooling over float32: all of it to the first of equal maxima, in row order. */
export const maxPoolGrad: TrainingKernel = {
  name: 'MaxPoolGrad',
  compute({ inputs, attrs, heap }) {
    const { dy, input } = inputs as Record<'dy' | 'input', TensorInfo>;
    if (!allFloat32(inputs, ['dy', 'input'])) return null;
    const info = backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      attrs['filterSize'] as [number, number],
      attrs['strides'] as [number, number],
      1,
      attrs['pad'] as 'same',
      attrs['dimRoundingMode'] as 'floor',
    );
    const dx = heap.output(input.shape);
    heap.clear(dx);
    heap.scratch(GEOMETRY_BYTES, 'MaxPoolGrad', (at) => {
      placeGeometry(heap, at, info);
      heap.kernels.max_pool_gradient(heap.at(dx), heap.at(input), heap.at(dy), at);
    });
    return dx;
  },
};
