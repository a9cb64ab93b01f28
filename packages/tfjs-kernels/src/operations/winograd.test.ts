import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { sameAsCpu } from '../testing/backends.ts';
import { factors } from '../testing/convolutions.ts';
import { Draw } from '../testing/draw.ts';
import { convInfo } from './geometry.ts';
import { suitsWinograd, turned } from './winograd.ts';

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

test("by Winograd's method, convolutions and gradients are those of the CPU backend on 24 random shapes", async () => {
  let [largest, counted] = [0, 0];
  for (let seed = 0; counted < 24; seed++) {
    const d = new Draw(seed);
    const [channels, outputs] = [d.of([16, 20, 28]), d.of([16, 20, 36])];
    const side = (): [number, number] => [d.whole(0, 2), d.whole(0, 2)];
    const pad = d.of([() => 'same', () => 'valid', () => [[0, 0], side(), side(), [0, 0]]])();
    const image = [d.whole(1, 4), d.whole(7, 14), d.whole(7, 14), channels];
    const filter = [3, 3, channels, outputs];
    const info = convInfo(image, filter, { strides: 1, pad: pad as 'same' });
    if (!suitsWinograd(info) || !suitsWinograd(turned(info))) continue;
    counted++;
    const what = `seed ${seed}: image ${image.join('x')}, ${outputs} outputs, pad ${JSON.stringify(pad)}`;
    const inputs = [
      { shape: image, values: d.floats(size(image)) },
      { shape: filter, values: d.floats(size(filter)) },
      factors(seed, info.outShape),
    ];
    // Transforms lose about two bits more than direct sums.
    const terms = 4 * Math.max(size(filter) / outputs, size(info.outShape) / outputs);
    const difference = await sameAsCpu(what, inputs, terms, (x, w, f) => {
      const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, pad as 'same');
      const gradients = tf.grads((a, b) => tf.mul(convolve(a!, b!), f!));
      return [convolve(x!, w!), ...gradients([x!, w!])];
    });
    largest = Math.max(largest, difference);
  }
  expect(largest).toBeGreaterThan(0);
  console.log(`Winograd: at most ${largest.toExponential(2)} from the CPU backend`);
});

test("sums over more channels than a block holds are those of the CPU backend by Winograd's method", async () => {
  const d = new Draw(9);
  const [image, filter] = [
    [4, 8, 8, 260],
    [3, 3, 260, 20],
  ];
  const inputs = [image, filter, [4, 8, 8, 20]].map((shape) => ({
    shape,
    values: d.floats(size(shape)),
  }));
  await sameAsCpu('260 channels', inputs, 9 * 260, (x, w, f) => {
    const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
      tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same');
    const gradients = tf.grads((a, b) => tf.mul(convolve(a!, b!), f!));
    return [convolve(x!, w!), ...gradients([x!, w!])];
  });
});
