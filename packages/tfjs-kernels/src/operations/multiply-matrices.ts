import { broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall, TrainingKernel } from '../training-kernel.ts';
import { canFinish, finish } from './finish.ts';
import { allFloat32 } from './float32.ts';
import { operand, product, PRODUCT_BYTES } from './product.ts';

/** For every matrix of the result, in order, the index of the operand's matrix that enters it. */
function matrixOf(shape: readonly number[], batch: readonly number[]): (index: number) => number {
  const own = shape.slice(0, -2);
  const offset = batch.length - own.length;
  return (index) => {
    let [rest, at, stride] = [index, 0, 1];
    for (let d = batch.length - 1; d >= 0; d--) {
      const size = own[d - offset] ?? 1;
      at += size === 1 ? 0 : (rest % batch[d]!) * stride;
      rest = Math.floor(rest / batch[d]!);
      stride *= size;
    }
    return at;
  };
}

/** a b, `[..., m, n]`, of the call's inputs a and b, either of them transposed where the attributes say so. */
function multiplied({ inputs, attrs, heap }: KernelCall, name: string): TensorInfo | null {
  const { a, b } = inputs as Record<'a' | 'b', TensorInfo>;
  if (a.shape.length < 2 || b.shape.length < 2) return null;
  const [transposeA, transposeB] = [attrs['transposeA'] === true, attrs['transposeB'] === true];
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [inner, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (inner !== k) return null;
  const batch = broadcast_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2),
    b.shape.slice(0, -2),
  );
  const y = heap.output([...batch, m, n]);
  const [aMatrix, bMatrix] = [matrixOf(a.shape, batch), matrixOf(b.shape, batch)];
  heap.scratch(PRODUCT_BYTES, name, (scratch) => {
    const count = batch.reduce((p, q) => p * q, 1);
    for (let i = 0; i < count; i++) {
      product(
        heap,
        heap.at(y) + 4 * i * m * n,
        operand(heap.at(a) + 4 * aMatrix(i) * m * k, aColumns, transposeA),
        operand(heap.at(b) + 4 * bMatrix(i) * k * n, bColumns, transposeB),
        { m, n, k },
        scratch,
      );
    }
  });
  return y;
}

/** Products of float32 matrices, with broadcast batches. */
export const batchMatMul: TrainingKernel = {
  name: 'BatchMatMul',
  compute: (call) => (allFloat32(call.inputs, ['a', 'b']) ? multiplied(call, 'BatchMatMul') : null),
};

/** The same with bias and activation, where the bias is one number per column. */
export const fusedMatMul: TrainingKernel = {
  name: '_FusedMatMul',
  compute(call) {
    const { inputs, attrs } = call;
    const columns = inputs['b']!.shape.at(attrs['transposeB'] === true ? -2 : -1)!;
    const known = canFinish(inputs, attrs['activation'] as string, columns);
    if (!known || !allFloat32(inputs, ['a', 'b'])) return null;
    const y = multiplied(call, '_FusedMatMul');
    return y === null ? null : finish(call, y);
  },
};
