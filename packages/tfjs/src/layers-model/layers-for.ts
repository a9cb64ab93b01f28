import type { ConvolutionLayer, Layer } from '@sweepstake/graph';
import type { KerasLayer, LayersTf } from './layers-tf.ts';
import { unique } from './model-weights.ts';

/**
 * The layers of TensorFlow.js that compute a layer of a network, to be applied one after the other; none for a
 * `flatten` of features. The last one has the layer's name; names of others are added to `taken`. `given` is the
 * shape of the first value read, `[features]` or `[channels, height, width]`.
 */
export function layersFor(
  tf: LayersTf,
  layer: Layer,
  given: readonly number[],
  taken: Set<string>,
): KerasLayer[] {
  const { name } = layer;
  const { layers } = tf;
  switch (layer.kind) {
    case 'dense':
      return [layers.dense({ name, units: layer.out, useBias: layer.bias !== null })];
    case 'convolution':
      return convolution(tf, layer, taken);
    case 'norm': {
      // There it is the share of the old statistics, here that of the batch's.
      const momentum = 1 - layer.momentum;
      return [layers.batchNormalization({ name, axis: -1, epsilon: layer.epsilon, momentum })];
    }
    case 'max-pool':
      return [layers.maxPooling2d({ name, ...windows(layer.size) })];
    case 'average-pool':
      return [layers.averagePooling2d({ name, ...windows(layer.size) })];
    case 'global-average-pool':
      return [layers.globalAveragePooling2d({ name, dataFormat: 'channelsLast' })];
    case 'add':
      return [layers.add({ name })];
    case 'dropout':
      return [layers.dropout({ name, rate: layer.rate })];
    case 'relu':
      return [layers.reLU({ name })];
    case 'flatten': {
      if (given.length === 1) return [];
      const [channels, height, width] = given;
      const positions = height! * width!;
      const flatten = layers.flatten({ name });
      if (channels === 1 || positions === 1) return [flatten];
      return [layers.permute({ name: unique(`${name}_order`, taken), dims: [3, 1, 2] }), flatten];
    }
  }
}

const windows = (size: number) => ({
  poolSize: [size, size] as [number, number],
  strides: [size, size] as [number, number],
  padding: 'valid' as const,
  dataFormat: 'channelsLast' as const,
});

function convolution(
  { layers }: LayersTf,
  { name, out, kernel, stride, padding, bias }: ConvolutionLayer,
  taken: Set<string>,
): KerasLayer[] {
  // With another stride, 'same' puts fewer zeros before an image than behind it.
  const same = stride === 1 && kernel.every((side) => side === 2 * padding + 1);
  const convolve = layers.conv2d({
    name,
    filters: out,
    kernelSize: [...kernel],
    strides: [stride, stride],
    padding: same ? 'same' : 'valid',
    dataFormat: 'channelsLast',
    useBias: bias !== null,
  });
  if (same || padding === 0) return [convolve];
  const sides: [number, number] = [padding, padding];
  const around: [[number, number], [number, number]] = [sides, sides];
  const zeros = { name: unique(`${name}_padding`, taken), padding: around };
  return [layers.zeroPadding2d({ ...zeros, dataFormat: 'channelsLast' }), convolve];
}
