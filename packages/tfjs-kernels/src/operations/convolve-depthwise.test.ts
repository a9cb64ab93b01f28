import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { sameAsCpu } from '../testing/backends.ts';
import { drawConvolution, factors } from '../testing/convolutions.ts';

test('depthwise convolutions and their gradients are those of the CPU backend on 200 random shapes', async () => {
  let largest = 0;
  for (let seed = 0; seed < 200; seed++) {
    const drawn = drawConvolution(seed, { depthwise: true });
    const { what, image, filter, strides, pad, outShape, terms } = drawn;
    const inputs = [image, filter, factors(seed, outShape)];
    const difference = await sameAsCpu(what, inputs, terms, (x, w, f) => {
      const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
        tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad as 'same');
      const gradients = tf.grads((a, b) => tf.mul(convolve(a!, b!), f!));
      return [convolve(x!, w!), ...gradients([x!, w!])];
    });
    largest = Math.max(largest, difference);
  }
  expect(largest).toBeGreaterThan(0);
  console.log(`depthwise gradients: at most ${largest.toExponential(2)} from the CPU backend`);
});

test('dilated depthwise convolutions, fused with bias and relu6, are those of the CPU backend', async () => {
  for (let seed = 0; seed < 60; seed++) {
    const drawn = drawConvolution(seed, { depthwise: true, dilated: true });
    const { what, image, filter, dilations, pad, outShape, terms } = drawn;
    const bias = factors(seed, [outShape[3]!]);
    await sameAsCpu(what, [image, filter, bias], terms, (x, w, b) =>
      tf.fused.depthwiseConv2d({
        x: x as tf.Tensor4D,
        filter: w as tf.Tensor4D,
        strides: 1,
        pad: pad as 'same',
        dilations,
        bias: b!,
        activation: 'relu6',
      }),
    );
  }
});
