import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { on, sameAsCpu } from '../testing/backends.ts';
import { Draw } from '../testing/draw.ts';

test('segment sums are those of the CPU backend on 100 random shapes, ids out of range included', async () => {
  for (let seed = 0; seed < 100; seed++) {
    const d = new Draw(seed);
    const rows = d.whole(1, 20);
    const shape = [rows, ...Array.from({ length: d.whole(0, 2) }, () => d.whole(1, 7))];
    const segments = d.whole(1, 8);
    const ids = Int32Array.from({ length: rows }, () => d.whole(-2, segments + 1));
    const inputs = [
      { shape, values: d.floats(shape.reduce((a, b) => a * b, 1)) },
      { shape: [rows], values: ids },
    ];
    await sameAsCpu(`seed ${seed}: [${shape.join()}] ids ${ids.join()}`, inputs, rows, (x, s) =>
      tf.unsortedSegmentSum(x!, s as tf.Tensor1D, segments),
    );
  }
});

test('the gradient of gathering rows counts how often each was taken', async () => {
  const table = { shape: [4, 2], values: new Draw(3).floats(8) };
  const taken = { shape: [5], values: Int32Array.of(1, 1, 3, 0, 1) };
  const [gradient] = await on('wasm', [table, taken], (x, i) =>
    tf.grad((a) => tf.gather(a, i as tf.Tensor1D))(x!),
  );
  expect([...gradient!.values]).toEqual([1, 1, 3, 3, 0, 0, 1, 1]);
});

test('whole numbers are summed as such', async () => {
  const big = { shape: [3], values: Int32Array.of(16_777_217, 5, 16_777_217) };
  const ids = { shape: [3], values: Int32Array.of(0, 1, 0) };
  const [sums] = await on('wasm', [big, ids], (x, s) => {
    const result = tf.unsortedSegmentSum(x!, s as tf.Tensor1D, 2);
    expect(result.dtype).toBe('int32');
    return tf.sub(result, tf.tensor1d([33_554_430, 0], 'int32'));
  });
  expect([...sums!.values]).toEqual([4, 5]);
});

test('ids of several axes are refused by name', async () => {
  await tf.setBackend('wasm');
  const [x, ids] = [tf.zeros([2, 2]), tf.zeros([2, 2], 'int32')];
  expect(() => tf.unsortedSegmentSum(x, ids as unknown as tf.Tensor1D, 2)).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_TFJS_KERNELS_UNSUPPORTED' }),
  );
  tf.dispose([x, ids]);
});
