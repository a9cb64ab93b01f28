import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { on, sameAsCpu } from '../testing/backends.ts';
import { Draw } from '../testing/draw.ts';

test('the gradient of maximum pooling is that of the CPU backend on 200 random shapes, with ties', async () => {
  for (let seed = 0; seed < 200; seed++) {
    const d = new Draw(seed);
    const filter: [number, number] = [d.whole(1, 4), d.whole(1, 4)];
    const strides: [number, number] = [d.whole(1, 3), d.whole(1, 3)];
    const shape = [d.whole(1, 3), d.whole(4, 11), d.whole(4, 11), d.of([1, 2, 3, 4, 5, 8, 9])];
    const pad = d.of(['same', 'valid'] as const);
    // Few different values, so that windows have several largest ones.
    const values = d.floats(shape.reduce((a, b) => a * b, 1)).map((v) => Math.round(3 * v));
    const what = `seed ${seed}: [${shape.join()}] filter ${filter.join()} strides ${strides.join()} ${pad}`;
    await sameAsCpu(what, [{ shape, values }], 8, (x) =>
      tf.grad((a) => {
        const y = tf.maxPool(a as tf.Tensor4D, filter, strides, pad);
        return tf.mul(y, tf.reshape(tf.range(1, y.size + 1).div(y.size), y.shape));
      })(x!),
    );
  }
});

test('of equal maxima, the first in row order gets the gradient', async () => {
  const ones = { shape: [1, 4, 4, 1], values: new Float32Array(16).fill(1) };
  const [gradient] = await on('wasm', [ones], (x) =>
    tf.grad((a) => tf.maxPool(a as tf.Tensor4D, 2, 2, 'valid'))(x!),
  );
  expect([...gradient!.values]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
});
