import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { fromLayersModel } from './index.ts';
import type { LayersModel } from './index.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const { layers } = tf;
type Symbol = tf.SymbolicTensor;

const through = (...of: tf.layers.Layer[]): LayersModel => tf.sequential({ layers: of });

/** A model of one input of this shape. */
function functional(shape: number[], build: (input: Symbol) => Symbol): LayersModel {
  const input = tf.input({ shape });
  return tf.model({ inputs: input, outputs: build(input) });
}

const image = { inputShape: [7, 6, 2] };
const flat = layers.flatten;
const dense = (name: string, args: object = {}) => layers.dense({ name, units: 2, ...args });
const conv = (args: object = {}) =>
  layers.conv2d({ name: 'conv', filters: 2, kernelSize: 3, ...image, ...args });

/** Models that have no translation, and what is said of them. */
const REFUSED: [string, () => LayersModel, RegExp][] = [
  [
    'a type of layer that networks do not have',
    () => through(conv(), layers.upSampling2d({ name: 'up' }), flat(), dense('fc')),
    /^layer 2 'up' of type UpSampling2D has no translation: networks have no such layer/,
  ],
  [
    'another activation',
    () => through(dense('fc', { inputShape: [3], activation: 'tanh' })),
    /^layer 1 'fc' of type Dense .*its activation is tanh/,
  ],
  [
    'relu6',
    () => through(dense('fc', { inputShape: [3] }), layers.reLU({ name: 'r', maxValue: 6 })),
    /^layer 2 'r' of type ReLU .*maxValue is 6/,
  ],
  [
    'a softmax in the middle',
    () => through(dense('a', { inputShape: [3], activation: 'softmax' }), dense('b')),
    /^layer 1 'a' .*softmax can only be the last/,
  ],
  [
    'channels first',
    () =>
      through(conv({ inputShape: [2, 7, 6], dataFormat: 'channelsFirst' }), flat(), dense('fc')),
    /^layer 1 'conv' of type Conv2D .*channelsFirst/,
  ],
  [
    'dilation',
    () => through(conv({ dilationRate: 2 }), flat(), dense('fc')),
    /^layer 1 'conv' .*dilation rate is \[2, 2\]/,
  ],
  [
    'strides that differ',
    () => through(conv({ strides: [1, 2] }), flat(), dense('fc')),
    /^layer 1 'conv' .*strides are \[1, 2\]/,
  ],
  [
    'uneven padding',
    () => through(conv({ strides: 2, padding: 'same' }), flat(), dense('fc')),
    /^layer 1 'conv' .*"same" puts 2 and 1 zeros/,
  ],
  [
    'even windows with padding same',
    () => through(conv({ kernelSize: 2, padding: 'same' }), flat(), dense('fc')),
    /^layer 1 'conv' .*puts 1 and 1 zeros/,
  ],
  [
    'padding before a pool',
    () =>
      through(
        conv(),
        layers.zeroPadding2d(),
        layers.maxPooling2d({ name: 'pool', poolSize: 2 }),
        flat(),
        dense('fc'),
      ),
    /^layer 3 'pool' of type MaxPooling2D .*only stand before a convolution/,
  ],
  [
    'padding on one side',
    () =>
      through(
        layers.zeroPadding2d({
          ...image,
          name: 'zeros',
          padding: [
            [0, 1],
            [0, 1],
          ],
        }),
        conv({}),
        flat(),
        dense('fc'),
      ),
    /^layer 1 'zeros' .*\[\[0,1\],\[0,1\]\]/,
  ],
  [
    'overlapping pools',
    () =>
      through(
        layers.maxPooling2d({ ...image, name: 'pool', poolSize: 3, strides: 2 }),
        flat(),
        dense('fc'),
      ),
    /^layer 1 'pool' .*step by \[2, 2\]/,
  ],
  [
    'pools with padding',
    () =>
      through(
        layers.averagePooling2d({ ...image, name: 'pool', poolSize: 2, padding: 'same' }),
        flat(),
        dense('fc'),
      ),
    /^layer 1 'pool' .*padding is "same"/,
  ],
  [
    'a normalisation of another axis',
    () =>
      through(layers.batchNormalization({ ...image, name: 'bn', axis: 1 }), flat(), dense('fc')),
    /^layer 1 'bn' .*axis is 1/,
  ],
  [
    'a normalisation without scale',
    () =>
      through(
        layers.batchNormalization({ ...image, name: 'bn', scale: false }),
        flat(),
        dense('fc'),
      ),
    /^layer 1 'bn' .*no scale/,
  ],
  [
    'a normalisation without center',
    () =>
      through(
        layers.batchNormalization({ ...image, name: 'bn', center: false }),
        flat(),
        dense('fc'),
      ),
    /^layer 1 'bn' .*no center/,
  ],
  [
    'a dense layer on an image',
    () => through(dense('fc', image), flat(), dense('fc2')),
    /^layer 1 'fc' .*takes \[7, 6, 2\]; put a Flatten/,
  ],
  [
    'a Reshape to an image',
    () =>
      through(
        dense('fc', { inputShape: [2], units: 12 }),
        layers.reshape({ name: 'image', targetShape: [2, 3, 2] }),
        conv({ kernelSize: 1 }),
        flat(),
        dense('fc2'),
      ),
    /^layer 2 'image' of type Reshape .*makes \[2, 3, 2\] of \[12\]/,
  ],
  [
    'another Permute',
    () => through(layers.permute({ ...image, name: 'turn', dims: [2, 1, 3] }), flat(), dense('fc')),
    /^layer 1 'turn' .*dims are \[2,1,3\]/,
  ],
  [
    'a flattened image at the end',
    () => through(conv(), flat({ name: 'flat' })),
    /^layer 2 'flat' of type Flatten .*outputs are an image/,
  ],
  [
    'noise of its own shape',
    () =>
      through(
        layers.dropout({ name: 'drop', rate: 0.5, noiseShape: [1, 3], inputShape: [3] }),
        dense('fc'),
      ),
    /^layer 1 'drop' .*noiseShape/,
  ],
  [
    'a shared layer',
    () =>
      functional([2], (input) => {
        const shared = dense('fc');
        return shared.apply(shared.apply(input)) as Symbol;
      }),
    /^layer 2 'fc' of type Dense .*applied more than once/,
  ],
  [
    'a model inside the model',
    () =>
      through(
        tf.sequential({ name: 'inner', layers: [dense('fc', { inputShape: [2] })] }),
        dense('out'),
      ),
    /^layer 1 'inner' of type Sequential .*no models inside/,
  ],
  [
    'a sum of three values',
    () =>
      functional(
        [2],
        (input) =>
          layers
            .add({ name: 'sum' })
            .apply([0, 1, 2].map((i) => dense(`fc${i}`).apply(input) as Symbol)) as Symbol,
      ),
    /^layer 5 'sum' of type Add .*adds 3 values/,
  ],
  [
    'a sum of values in different orders',
    () =>
      functional([2, 2, 2], (input) => {
        const left = flat().apply(input) as Symbol;
        const right = flat().apply(layers.permute({ dims: [3, 1, 2] }).apply(input)) as Symbol;
        return dense('fc').apply(layers.add({ name: 'sum' }).apply([left, right])) as Symbol;
      }),
    /^layer \d 'sum' of type Add .*adds \[8\] that was flattened with channels last and \[8\]/,
  ],
  [
    'several outputs',
    () => {
      const input = tf.input({ shape: [2] });
      return tf.model({
        inputs: input,
        outputs: [dense('a').apply(input) as Symbol, dense('b').apply(input) as Symbol],
      });
    },
    /has 1 inputs and 2 outputs; only one of each/,
  ],
  [
    'an image of any size',
    () =>
      through(
        layers.conv2d({ inputShape: [null, null, 2] as never, filters: 2, kernelSize: 1 }),
        layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
        dense('fc'),
      ),
    /has shape \[any, any, 2\]; it must be/,
  ],
  [
    'sequences',
    () => through(layers.lstm({ name: 'lstm', units: 2, inputShape: [3, 2] })),
    /has shape \[3, 2\]; it must be/,
  ],
];

test.each(REFUSED)('refused by name: %s', (_, build, message) => {
  expect(() => fromLayersModel(build())).toThrow(message);
});
