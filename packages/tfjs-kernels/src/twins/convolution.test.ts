import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import '../index.ts';
import { drawConvolution, factors } from '../testing/convolutions.ts';
import { eachProduct, type Sizes } from './convolution.ts';

// TensorFlow.js has no gradients of dilated convolutions, so its CPU backend cannot say what they are; the kernels take
// dilations as an attribute.
test.each([false, true])(
  'gradients of dilated convolutions are those of the twin, depthwise: %s',
  async (depthwise) => {
    await tf.setBackend('wasm');
    const name = depthwise ? 'DepthwiseConv2dNative' : 'Conv2D';
    for (let seed = 0; seed < 80; seed++) {
      const drawn = drawConvolution(seed, { depthwise, dilated: true });
      const { what, image, filter, strides, dilations, pad, outShape, terms } = drawn;
      const info = tf.backend_util.computeConv2DInfo(
        [...image.shape] as [number, number, number, number],
        [...filter.shape] as [number, number, number, number],
        strides,
        dilations,
        pad as 'same',
        undefined,
        depthwise,
      );
      const sizes: Sizes = {
        batch: image.shape[0]!,
        image: image.shape.slice(1) as [number, number, number],
        filter: filter.shape.slice(0, 2) as [number, number],
        outputs: filter.shape[3]!,
        strides,
        dilations,
        pads: [info.padInfo.top, info.padInfo.left],
        out: outShape.slice(1, 3) as [number, number],
      };
      const dy = factors(seed, outShape);
      const expected = [
        new Float64Array(image.values.length),
        new Float64Array(filter.values.length),
      ];
      eachProduct(sizes, depthwise, (x, w, y) => {
        expected[0]![x]! += filter.values[w]! * dy.values[y]!;
        expected[1]![w]! += image.values[x]! * dy.values[y]!;
      });
      tf.tidy(() => {
        const [x, w, d] = [image, filter, dy].map(({ shape, values }) =>
          tf.tensor(values, [...shape]),
        );
        const attrs = { strides, dilations, pad: pad as string, dataFormat: 'NHWC' };
        const gradients = [
          tf
            .engine()
            .runKernel(
              `${name}BackpropInput`,
              { dy: d!, filter: w! },
              { ...attrs, inputShape: x!.shape },
            ),
          tf
            .engine()
            .runKernel(
              `${name}BackpropFilter`,
              { x: x!, dy: d! },
              { ...attrs, filterShape: w!.shape },
            ),
        ] as tf.Tensor[];
        for (const [i, gradient] of gradients.entries()) {
          const actual = gradient.dataSync();
          expect(actual.length, what).toBe(expected[i]!.length);
          for (const [j, value] of expected[i]!.entries()) {
            const difference = Math.abs(actual[j]! - value);
            expect(difference, `${what}: gradient ${i}, entry ${j}`).toBeLessThanOrEqual(
              1.2e-7 * (8 + terms),
            );
          }
        }
      });
    }
  },
);
