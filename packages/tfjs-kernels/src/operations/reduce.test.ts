import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { on, sameAsCpu } from '../testing/backends.ts';
import { Draw } from '../testing/draw.ts';

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

test('sums and means over any axes are those of the CPU backend on 200 random shapes', async () => {
  for (let seed = 0; seed < 200; seed++) {
    const d = new Draw(seed);
    const shape = Array.from({ length: d.whole(1, 5) }, () => d.whole(1, 9));
    const axes = shape.map((_, axis) => axis).filter(() => d.uniform() < 0.5);
    const keepDims = d.uniform() < 0.5;
    const inputs = [{ shape, values: d.floats(size(shape)) }];
    const what = `seed ${seed}: [${shape.join()}] over [${axes.join()}]`;
    await sameAsCpu(what, inputs, size(shape), (x) => [
      tf.sum(x!, axes, keepDims),
      tf.mean(x!, axes, keepDims),
      ...(axes.length === 0 ? [tf.sum(x!)] : []),
    ]);
  }
});

test('a sum over a batch of images is rounded once', async () => {
  const [rows, columns] = [60 * 32 * 32, 5];
  const values = new Draw(1).floats(rows * columns).map((v) => v + 0.5);
  const exact = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) exact[i % columns]! += values[i]!;
  const input = { shape: [60, 32, 32, columns], values };
  const [sums, total] = await on('wasm', [input], (x) => [tf.sum(x!, [0, 1, 2]), tf.sum(x!)]);
  expect([...sums!.values]).toEqual([...Float32Array.from(exact)]);
  expect(total!.values[0]).toBe(Math.fround(exact.reduce((a, b) => a + b)));
});

test('other dtypes and empty tensors go to the released kernels', async () => {
  const whole = { shape: [2, 3], values: Int32Array.of(1, 2, 3, 4, 5, 6) };
  const [rows] = await on('wasm', [whole], (x) => tf.sum(x!, 1));
  expect([...rows!.values]).toEqual([6, 15]);
  const [empty] = await on('wasm', [{ shape: [2, 0], values: new Float32Array(0) }], (x) =>
    tf.sum(x!, 1),
  );
  expect(empty!.shape).toEqual([2]);
});
