import { elements } from './elements.ts';
import { addMisfit, channelMisfit, inputMisfit, unknownInput, windowMisfit } from './errors.ts';
import type { AddLayer, ConvolutionLayer, Layer, Network, PoolLayer } from './network.ts';

type Shape = readonly number[];

function convolved(layer: ConvolutionLayer, given: Shape): Shape {
  const { name, inputs, kernel, stride, padding } = layer;
  const [channels, ...sides] = given;
  if (given.length !== 3 || channels !== layer.in) {
    throw channelMisfit(name, inputs[0], given, layer.in);
  }
  if (kernel.some((size, axis) => size > sides[axis]! + 2 * padding)) {
    throw windowMisfit(name, inputs[0], given, kernel, padding);
  }
  const steps = sides.map((side, axis) =>
    Math.floor((side + 2 * padding - kernel[axis]!) / stride),
  );
  return [layer.out, ...steps.map((step) => step + 1)];
}

function pooled({ name, inputs, size }: PoolLayer, given: Shape): Shape {
  const [channels, ...sides] = given;
  if (given.length !== 3) throw channelMisfit(name, inputs[0], given, null);
  if (sides.some((side) => size > side)) {
    throw windowMisfit(name, inputs[0], given, [size, size], 0);
  }
  return [channels!, ...sides.map((side) => Math.floor(side / size))];
}

function added({ name, inputs }: AddLayer, left: Shape, right: Shape): Shape {
  if (left.length !== right.length || left.some((size, axis) => size !== right[axis])) {
    throw addMisfit(name, inputs, left, right);
  }
  return left;
}

function outputShape(layer: Layer, given: Shape, second: Shape | undefined): Shape {
  switch (layer.kind) {
    case 'dense':
      if (given.length !== 1 || given[0] !== layer.in) {
        throw inputMisfit(layer.name, layer.inputs[0], given, [layer.in]);
      }
      return [layer.out];
    case 'convolution':
      return convolved(layer, given);
    case 'norm': {
      const flat = given.length === 1;
      if (flat && given[0] !== layer.features) {
        throw inputMisfit(layer.name, layer.inputs[0], given, [layer.features]);
      }
      if (!flat && (given.length !== 3 || given[0] !== layer.features)) {
        throw channelMisfit(layer.name, layer.inputs[0], given, layer.features);
      }
      return given;
    }
    case 'max-pool':
    case 'average-pool':
      return pooled(layer, given);
    case 'global-average-pool':
      if (given.length !== 3) throw channelMisfit(layer.name, layer.inputs[0], given, null);
      return [given[0]!];
    case 'add':
      return added(layer, given, second!);
    case 'dropout':
    case 'relu':
      return given;
    case 'flatten':
      return [elements(given)];
  }
}

/** The shape of a layer's output, from the shapes of what it can read. Throws as `shapesOf` does. */
export function shapeAfter(layer: Layer, shapes: ReadonlyMap<string, Shape>): Shape {
  const [given, second] = layer.inputs.map((input) => {
    const shape = shapes.get(input);
    if (shape === undefined) throw unknownInput(layer.name, input, [...shapes.keys()]);
    return shape;
  });
  return outputShape(layer, given!, second);
}

/**
 * The shape of every value of one example by name: `input` first, then each layer's output in
 * network order. Sides of images are rounded down: floor((side + 2 padding - window) / stride) + 1
 * after a convolution, floor(side / size) after a pool.
 *
 * Throws `SWEEPSTAKE_GRAPH_UNKNOWN_INPUT` where a layer reads a name that is not there yet and
 * `SWEEPSTAKE_GRAPH_INPUT_SHAPE` where a layer cannot take what it reads, a window larger than the
 * (padded) image included. Strides and sizes are taken as `checkNetwork` accepts them.
 */
export function shapesOf(network: Network): Map<string, readonly number[]> {
  const shapes = new Map<string, Shape>([['input', network.input]]);
  for (const layer of network.layers) shapes.set(layer.name, shapeAfter(layer, shapes));
  return shapes;
}
