import { elements } from './elements.ts';
import { inputMisfit, unknownInput } from './errors.ts';
import type { Layer, Network } from './network.ts';

function outputShape(layer: Layer, given: readonly number[]): readonly number[] {
  switch (layer.kind) {
    case 'dense':
      if (given.length !== 1 || given[0] !== layer.in) {
        throw inputMisfit(layer.name, layer.inputs[0], given, [layer.in]);
      }
      return [layer.out];
    case 'relu':
      return given;
    case 'flatten':
      return [elements(given)];
  }
}

/**
 * The shape of every value of one example by name: `input` first, then each layer's output in
 * network order.
 *
 * Throws `SWEEPSTAKE_GRAPH_UNKNOWN_INPUT` where a layer reads a name that is not there yet and
 * `SWEEPSTAKE_GRAPH_INPUT_SHAPE` where a layer cannot take what it reads.
 */
export function shapesOf(network: Network): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>([['input', network.input]]);
  for (const layer of network.layers) {
    const [input] = layer.inputs;
    const given = shapes.get(input);
    if (given === undefined) throw unknownInput(layer.name, input, [...shapes.keys()]);
    shapes.set(layer.name, outputShape(layer, given));
  }
  return shapes;
}
