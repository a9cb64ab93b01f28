import { checkNetwork, elements, parametersOf, shapesOf, statisticsOf } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import { rewind } from '@sweepstake/lottery';
import type { Masks, Tensors } from '@sweepstake/lottery';
import { imageShape } from '../images.ts';
import { tfjsShape, toTfjs } from '../layout.ts';
import { badLength, badNetworkInput, missingWeight, unreadLayer } from './errors.ts';
import type { KerasLayer, LayersModel, LayersTf, SymbolicTensor } from './layers-tf.ts';
import { layersFor } from './layers-for.ts';

export interface ExportedTensors {
  /** Every parameter of the network, in PyTorch's order of axes. */
  readonly weights: Tensors;
  /** Weights that are removed become 0. */
  readonly masks?: Masks | undefined;
  /** `<layer>.running_mean` and `<layer>.running_var`; 0 and 1 where one is left out. */
  readonly statistics?: Tensors | undefined;
}

/**
 * A network with its weights as a functional `tf.LayersModel` that gives the same raw outputs: one layer for each,
 * under its name, channels last. It takes `[n, features]` or `[n, height, width, channels]`. Convolutions whose
 * padding is not what 'same' means have a `ZeroPadding2D` before them, and images are put into the order channel,
 * row, column by a `Permute` before a `Flatten`, so that rows of dense weights stay in PyTorch's order. A `flatten`
 * of features is left out. The head is not part of a model: there is no softmax.
 *
 * Throws the graph's errors for a network that cannot be computed, and for tensors that do not fit it, for inputs
 * that are neither features nor images, and for layers that nothing reads (`SWEEPSTAKE_TFJS_MODEL_*`).
 */
export function toLayersModel(
  tf: LayersTf,
  network: Network,
  { weights, masks = new Map(), statistics = new Map() }: ExportedTensors,
): LayersModel {
  checkNetwork(network);
  checkRead(network);
  const tensors = checked(network, rewind(weights, masks), statistics);
  const shapes = shapesOf(network);
  if (network.input.length !== 1 && network.input.length !== 3)
    throw badNetworkInput(network.name, network.input);
  const inputs = tf.input({ shape: imageShape(network.input), name: 'input' });
  const values = new Map<string, SymbolicTensor>([['input', inputs]]);
  const taken = new Set(['input', ...network.layers.map(({ name }) => name)]);
  const made: [KerasLayer, Layer][] = [];
  for (const layer of network.layers) {
    const read = layer.inputs.map((input) => values.get(input)!);
    let value: SymbolicTensor | SymbolicTensor[] = read.length === 1 ? read[0]! : read;
    for (const each of layersFor(tf, layer, shapes.get(layer.inputs[0])!, taken)) {
      value = each.apply(value) as SymbolicTensor;
      if (each.name === layer.name) made.push([each, layer]);
    }
    values.set(layer.name, value as SymbolicTensor);
  }
  const outputs = values.get(network.layers.at(-1)!.name)!;
  const model = tf.model({ inputs, outputs, name: network.name });
  for (const [keras, layer] of made) {
    tf.tidy(() => {
      const given = tensorsOf(layer).map(({ name, shape }) =>
        tf.tensor(toTfjs(tensors.get(name)!, shape), tfjsShape(shape), 'float32'),
      );
      if (given.length > 0) keras.setWeights(given);
    });
  }
  return model;
}

/** A layer's tensors in the order in which TensorFlow.js has them. */
function tensorsOf(layer: Layer): { readonly name: string; readonly shape: readonly number[] }[] {
  if (layer.kind === 'dense' || layer.kind === 'convolution')
    return layer.bias === null ? [layer.weight] : [layer.weight, layer.bias];
  if (layer.kind !== 'norm') return [];
  const { name, features, scale, shift } = layer;
  const statistics = ['running_mean', 'running_var'].map((of) => `${name}.${of}`);
  return [scale, shift, ...statistics.map((of) => ({ name: of, shape: [features] }))];
}

/** Weights and statistics by name, all of them there and of the right length. */
function checked(
  network: Network,
  weights: Tensors,
  statistics: Tensors,
): Map<string, Float32Array> {
  const tensors = new Map<string, Float32Array>();
  const put = (name: string, tensor: Float32Array | undefined, size: number): void => {
    if (tensor === undefined) throw missingWeight(name, network.name);
    if (tensor.length !== size) throw badLength(name, tensor.length, size);
    tensors.set(name, tensor);
  };
  for (const { name, shape } of parametersOf(network))
    put(name, weights.get(name), elements(shape));
  for (const { name, features, start } of statisticsOf(network))
    put(name, statistics.get(name) ?? new Float32Array(features).fill(start), features);
  return tensors;
}

function checkRead({ name, layers }: Network): void {
  const read = new Set(layers.flatMap(({ inputs }) => [...inputs]));
  for (const [i, layer] of layers.slice(0, -1).entries())
    if (!read.has(layer.name)) throw unreadLayer(i + 1, layer.name, name);
}
