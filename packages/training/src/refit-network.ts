import { elements, shapesOf } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';

/**
 * The same layers for inputs of another shape: dense layers take as many values as there now are. A network whose
 * inputs have that many entries already is returned as it is. Throws the graph's error where a window does not fit.
 */
export function refitNetwork(network: Network, input: readonly number[]): Network {
  if (elements(network.input) === elements(input)) return network;
  const layers: Layer[] = [];
  for (const layer of network.layers) {
    const given = shapesOf({ ...network, input, layers }).get(layer.inputs[0])!;
    const fits = layer.kind !== 'dense' || given.length !== 1 || given[0] === layer.in;
    layers.push(fits ? layer : withInputs(layer, given[0]!));
  }
  return { ...network, input, layers };
}

const withInputs = (layer: Extract<Layer, { kind: 'dense' }>, inputs: number): Layer => ({
  ...layer,
  in: inputs,
  weight: { ...layer.weight, shape: [layer.out, inputs] },
});
