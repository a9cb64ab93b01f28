import { checkNetwork, elements } from '@sweepstake/graph';
import type { Head, Layer, Network } from '@sweepstake/graph';
import { badInput, severalEnds, untranslatable } from './errors.ts';
import type { Place } from './errors.ts';
import type { LayersModel } from './layers-tf.ts';
import { modelNodes } from './model-nodes.ts';
import { layersWithin, modelWeights } from './model-weights.ts';
import { shortcutsOf } from './shortcuts.ts';
import type { Step } from './shortcuts.ts';
import { translateLayer } from './translate-layer.ts';
import type { Translation, Value } from './translate-layer.ts';

export interface ImportOptions {
  /** What the outputs mean; as many classes as there are outputs when left out. */
  readonly head?: Head | undefined;
}

export interface ImportedModel {
  readonly network: Network;
  /** Every parameter, in PyTorch's order of axes. */
  readonly weights: Map<string, Float32Array>;
  /** Of every prunable weight: 0 where it is exactly 0. */
  readonly masks: Map<string, Uint8Array>;
  /** `<layer>.running_mean` and `<layer>.running_var`. */
  readonly statistics: Map<string, Float32Array>;
  /** What the model has and networks do not, in words: a final softmax, regularisers, constraints, frozen layers. */
  readonly leftOut: readonly string[];
}

/**
 * The network that gives a `tf.LayersModel`'s outputs, and its weights. Layers keep their names and parameters are
 * `<layer>.weight` and `<layer>.bias`; a ReLU within a layer becomes `<layer>_relu`. A softmax at the very end is left
 * out: networks give logits. Dense weights behind a `Flatten` are put into the order channel, row, column. Roles are
 * those of `modelParameters`.
 *
 * Throws `SWEEPSTAKE_TFJS_MODEL_LAYER`, with the layer's position from 1, name and type, for everything that has no
 * translation; `_ENDS` for several inputs or outputs; `_INPUT` for an input that is neither features nor an image of
 * fixed size; and what `modelWeights` and `checkNetwork` throw. The model is not changed.
 */
export function fromLayersModel(
  model: LayersModel,
  { head: givenHead }: ImportOptions = {},
): ImportedModel {
  const all = modelWeights(model);
  if (model.inputs.length !== 1 || model.outputs.length !== 1)
    throw severalEnds(model.name, model.inputs.length, model.outputs.length);
  const places = new Map(
    model.layers.map((layer, i): [string, Place] => [
      layer.name,
      { position: i + 1, name: layer.name, type: layer.getClassName() },
    ]),
  );
  for (const layer of model.layers)
    if (layersWithin(layer) !== null)
      throw untranslatable(places.get(layer.name)!, 'networks have no models inside them');
  const nodes = modelNodes(model);
  const input = inputShape(model);
  const values = new Map<string, Value>();
  const into: Translation = {
    layers: [],
    weights: new Map(),
    statistics: new Map(),
    leftOut: [],
    names: new Set(['input', ...places.keys()]),
  };
  for (const [i, node] of nodes.entries()) {
    if (node.type === 'InputLayer') {
      values.set(node.id, { name: 'input', shape: imageLast(input), padding: 0, form: 'plain' });
      continue;
    }
    const place = places.get(node.layer.name)!;
    if (nodes.some((other) => other !== node && other.layer === node.layer))
      throw untranslatable(place, 'it is applied more than once, and networks share no weights');
    values.set(
      node.id,
      translateLayer(into, {
        layer: node.layer,
        place,
        inputs: node.inputs.map((id) => values.get(id)!),
        shape: node.shape.map((size) => size!),
        weights: all.filter(({ layer }) => layer === node.layer),
        last: i === nodes.length - 1,
      }),
    );
  }
  const end = values.get(nodes.at(-1)!.id)!;
  const place = places.get(nodes.at(-1)!.layer.name)!;
  if (end.padding > 0) throw untranslatable(place, 'padding can only stand before a convolution');
  if (end.form !== 'plain')
    throw untranslatable(place, 'the outputs are an image in another order than that of networks');
  const head = givenHead ?? { kind: 'class', classes: elements(end.shape) };
  const network: Network = { name: model.name, input, layers: withRoles(into.layers), head };
  checkNetwork(network);
  const { weights, statistics, leftOut } = into;
  return { network, weights, statistics, leftOut, masks: masksOf(network.layers, weights) };
}

/** `[features]` or `[channels, height, width]`. */
function inputShape(model: LayersModel): number[] {
  const { shape, dtype } = model.inputs[0]!;
  const [features, ...rest] = shape.slice(1);
  const fixed = shape.slice(1).every((size) => size !== null && size > 0);
  if (!fixed || (rest.length !== 0 && rest.length !== 2))
    throw badInput(model.name, shape.slice(1));
  if (dtype !== 'float32') throw badInput(`${model.name} (${dtype})`, shape.slice(1));
  return rest.length === 0 ? [features!] : [rest[1]!, features!, rest[0]!];
}

const imageLast = ([first, ...rest]: readonly number[]): number[] =>
  rest.length === 0 ? [first!] : [...rest, first!];

/** The last layer with weights is the output, if it is dense; convolutions on residual connections are shortcuts. */
function withRoles(layers: readonly Layer[]): Layer[] {
  const weighted = layers.filter(({ kind }) => kind === 'dense' || kind === 'convolution');
  const last = weighted.at(-1)?.name;
  const shortcuts = shortcutsOf(layers.map(stepOf));
  return layers.map((layer): Layer => {
    if (layer.kind === 'dense' && layer.name === last)
      return { ...layer, weight: { ...layer.weight, role: 'output' } };
    if (layer.kind === 'convolution' && shortcuts.has(layer.name))
      return { ...layer, weight: { ...layer.weight, role: 'shortcut' } };
    return layer;
  });
}

function stepOf(layer: Layer): Step {
  const { name: id, inputs, kind } = layer;
  if (kind === 'convolution') {
    const point = layer.kernel.every((side) => side === 1);
    return { id, inputs, kind: point ? 'point' : 'other' };
  }
  return { id, inputs, kind: kind === 'norm' || kind === 'add' ? kind : 'other' };
}

function masksOf(
  layers: readonly Layer[],
  weights: ReadonlyMap<string, Float32Array>,
): Map<string, Uint8Array> {
  const masks = new Map<string, Uint8Array>();
  for (const layer of layers) {
    if (layer.kind !== 'dense' && layer.kind !== 'convolution') continue;
    const { name } = layer.weight;
    masks.set(
      name,
      Uint8Array.from(weights.get(name)!, (weight) => (weight === 0 ? 0 : 1)),
    );
  }
  return masks;
}
