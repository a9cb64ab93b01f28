import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { sameAsCpu } from '../testing/backends.ts';
import { drawConvolution, factors } from '../testing/convolutions.ts';
import { Draw } from '../testing/draw.ts';

const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const TO_FIRST = [0, 3, 1, 2];

test('conv2d and both its gradients are those of the CPU backend on 200 random shapes', async () => {
  let largest = 0;
  for (const seed of seeds(200)) {
    const { what, image, filter, strides, pad, outShape, terms } = drawConvolution(seed);
    const inputs = [image, filter, factors(seed, outShape)];
    const difference = await sameAsCpu(what, inputs, terms, (x, w, f) => {
      const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad as 'same');
      const gradients = tf.grads((a, b) => tf.mul(convolve(a!, b!), f!));
      return [convolve(x!, w!), ...gradients([x!, w!])];
    });
    largest = Math.max(largest, difference);
  }
  expect(largest).toBeGreaterThan(0);
  console.log(`conv2d and gradients: at most ${largest.toExponential(2)} from the CPU backend`);
});

test('dilated conv2d is that of the CPU backend on 60 random shapes', async () => {
  for (const seed of seeds(60)) {
    const drawn = drawConvolution(seed, { dilated: true });
    const { what, image, filter, dilations, pad, terms } = drawn;
    await sameAsCpu(what, [image, filter], terms, (x, w) =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, pad as 'same', 'NHWC', dilations),
    );
  }
});

test('channels first, conv2d and its gradients are those of the CPU backend on 60 random shapes', async () => {
  for (const seed of seeds(60)) {
    const { what, image, filter, strides, pad, outShape, terms } = drawConvolution(seed);
    const sides = Array.isArray(pad) ? [pad[0], pad[3], pad[1], pad[2]] : pad;
    const inputs = [image, filter, factors(seed, outShape)];
    await sameAsCpu(`${what}, NCHW`, inputs, terms, (x, w, f) => {
      const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, sides as 'same', 'NCHW');
      const gradients = tf.grads((a, b) => tf.mul(convolve(a!, b!), tf.transpose(f!, TO_FIRST)));
      const first = tf.transpose(x!, TO_FIRST);
      return [convolve(first, w!), ...gradients([first, w!])];
    });
  }
});

const ACTIVATIONS = ['linear', 'relu', 'relu6', 'prelu', 'leakyrelu', 'sigmoid', 'elu'] as const;

test.each(ACTIVATIONS)(
  'fused conv2d with %s, with and without bias, is that of the CPU backend',
  async (activation) => {
    for (const seed of seeds(20)) {
      const { what, image, filter, strides, pad, terms } = drawConvolution(seed);
      const outputs = filter.shape[3]!;
      const draw = new Draw(seed + 500);
      const row = { shape: [outputs], values: draw.floats(outputs) };
      const slopes = { shape: [1, 1, outputs], values: draw.floats(outputs) };
      for (const biased of [true, false]) {
        await sameAsCpu(
          `${what}, ${activation}`,
          [image, filter, row, slopes],
          terms,
          (x, w, b, s) =>
            tf.fused.conv2d({
              x: x as tf.Tensor4D,
              filter: w as tf.Tensor4D,
              strides,
              pad: pad as 'same',
              activation,
              leakyreluAlpha: 0.3,
              ...(biased ? { bias: b! } : {}),
              ...(activation === 'prelu' ? { preluActivationWeights: s! } : {}),
            }),
        );
      }
    }
  },
);

test('sums longer than a block, and the sizes of Conv-2, are those of the CPU backend', async () => {
  for (const [image, filter] of [
    [
      [2, 9, 9, 40],
      [3, 3, 40, 20],
    ],
    [
      [1, 17, 17, 64],
      [3, 3, 64, 64],
    ],
    [
      [2, 32, 32, 3],
      [3, 3, 3, 64],
    ],
    [
      [2, 7, 7, 300],
      [1, 1, 300, 270],
    ],
  ] as const) {
    const draw = new Draw(image[3]);
    const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
    const inputs = [image, filter, [...image.slice(0, 3), filter[3]]].map((shape) => ({
      shape,
      values: draw.floats(size(shape)),
    }));
    const terms = Math.max(size(filter.slice(0, 3)), size(image.slice(0, 3)));
    await sameAsCpu(`image ${image.join('x')}`, inputs, terms, (x, w, f) => {
      const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same');
      const gradients = tf.grads((a, b) => tf.mul(convolve(a!, b!), f!));
      return [convolve(x!, w!), ...gradients([x!, w!])];
    });
  }
});
