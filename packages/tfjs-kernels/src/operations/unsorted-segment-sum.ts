import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TrainingKernel } from '../training-kernel.ts';

/** Sums of rows by segment id, of float32 (in float64, rounded once) or int32; ids out of range are dropped. */
export const unsortedSegmentSum: TrainingKernel = {
  name: 'UnsortedSegmentSum',
  compute({ inputs, attrs, heap }) {
    const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', TensorInfo>;
    const segments = attrs['numSegments'] as number;
    if (segmentIds.shape.length !== 1 || segmentIds.dtype !== 'int32') return null;
    if (x.dtype !== 'float32' && x.dtype !== 'int32') return null;
    const [rows, ...rest] = x.shape as [number, ...number[]];
    const inner = rest.reduce((a, b) => a * b, 1);
    const y = heap.output([segments, ...rest], x.dtype);
    if (x.dtype === 'int32') {
      heap.clear(y);
      heap.kernels.segment_sum_int(
        heap.at(y),
        heap.at(x),
        heap.at(segmentIds),
        rows,
        inner,
        segments,
      );
      return y;
    }
    heap.scratch(8 * segments * inner, 'UnsortedSegmentSum', (sums) => {
      const [to, from, ids] = [heap.at(y), heap.at(x), heap.at(segmentIds)];
      heap.kernels.segment_sum(to, from, ids, rows, inner, segments, sums);
    });
    return y;
  },
};
