import { util, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall, TrainingKernel } from '../training-kernel.ts';
import { allFloat32 } from './float32.ts';

/** A shape as `[outer][reduced][inner]`; null where kept and reduced axes alternate more often. */
function asThree(shape: readonly number[], axes: readonly number[]): number[] | null {
  const three = [1, 1, 1];
  let part = 0;
  for (const [axis, size] of shape.entries()) {
    if (size === 1) continue;
    const reduced = axes.includes(axis);
    if (reduced && part === 0) part = 1;
    else if (!reduced && part === 1) part = 2;
    else if (reduced && part === 2) return null;
    three[part]! *= size;
  }
  return three;
}

function reduced({ inputs, attrs, heap }: KernelCall, name: string): TensorInfo | null {
  const x = inputs['x']!;
  const axes = axesOf(attrs, x.shape);
  const three = asThree(x.shape, axes);
  if (three === null || x.shape.includes(0)) return null;
  const [outer, rows, inner] = three as [number, number, number];
  const keepDims = attrs['keepDims'] === true;
  const shape = x.shape.flatMap((size, axis) => {
    if (!axes.includes(axis)) return [size];
    return keepDims ? [1] : [];
  });
  const y = heap.output(shape);
  const scale = name === 'Mean' ? 1 / rows : 1;
  if (inner === 1) heap.kernels.sum_rows(heap.at(y), heap.at(x), outer, rows, scale);
  else {
    heap.scratch(8 * inner, name, (sums) => {
      for (let o = 0; o < outer; o++) {
        const [to, from] = [heap.at(y) + 4 * o * inner, heap.at(x) + 4 * o * rows * inner];
        heap.kernels.sum_columns(to, from, rows, inner, scale, sums);
      }
    });
  }
  return y;
}

const axesOf = (attrs: NamedAttrMap, shape: number[]): number[] =>
  util.parseAxisParam(attrs['axis'] as number | number[], shape);

/** Sums and means of float32 over neighbouring axes, in float64, rounded once. */
const reduction = (name: 'Sum' | 'Mean'): TrainingKernel => ({
  name,
  compute: (call) => (allFloat32(call.inputs, ['x']) ? reduced(call, name) : null),
});

export const sum: TrainingKernel = reduction('Sum');
export const mean: TrainingKernel = reduction('Mean');
