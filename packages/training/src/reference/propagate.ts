import type { DenseLayer, Network } from '@sweepstake/graph';
import type { Tensors } from '../backend.ts';
import { denseBackward, denseForward } from './dense.ts';
import { reluBackward, reluForward } from './relu.ts';

/** Every layer's output by its name, and the network's input as `input`; each `[n, width]`. */
export type Values = Map<string, Float64Array>;

/** The values of all layers for `x[n, features]`, in the order of the network's layers. */
export function forward(network: Network, weights: Tensors, x: Float64Array, n: number): Values {
  const values: Values = new Map([['input', x]]);
  for (const layer of network.layers) {
    const input = values.get(layer.inputs[0])!;
    const output = new Float64Array(layer.kind === 'dense' ? n * layer.out : input.length);
    switch (layer.kind) {
      case 'dense': {
        const { weight, bias } = parametersOf(layer, weights);
        denseForward(output, input, weight, bias, shapeOf(layer, n));
        break;
      }
      case 'relu':
        reluForward(output, input);
        break;
      case 'flatten':
        output.set(input);
        break;
    }
    values.set(layer.name, output);
  }
  return values;
}

/**
 * Derivatives of the loss by every parameter, under its name, and by every layer's output, under the
 * layer's name and `input`; `last` is the derivative by the last layer's output.
 */
export function backward(
  network: Network,
  weights: Tensors,
  values: Values,
  last: Float64Array,
  n: number,
): { parameters: Map<string, Float64Array>; values: Values } {
  const parameters = new Map<string, Float64Array>();
  const derivatives: Values = new Map();
  for (const [name, value] of values) derivatives.set(name, new Float64Array(value.length));
  derivatives.set(network.layers.at(-1)!.name, last);

  for (const layer of network.layers.toReversed()) {
    const x = values.get(layer.inputs[0])!;
    const dx = derivatives.get(layer.inputs[0])!;
    const dy = derivatives.get(layer.name)!;
    switch (layer.kind) {
      case 'dense': {
        const { weight, bias } = parametersOf(layer, weights);
        const dWeight = new Float64Array(weight.length);
        const dBias = bias === null ? null : new Float64Array(bias.length);
        denseBackward(dx, dWeight, dBias, dy, x, weight, shapeOf(layer, n));
        parameters.set(layer.weight.name, dWeight);
        if (layer.bias !== null && dBias !== null) parameters.set(layer.bias.name, dBias);
        break;
      }
      case 'relu':
        reluBackward(dx, dy, x);
        break;
      case 'flatten':
        for (const [i, d] of dy.entries()) dx[i] = dx[i]! + d;
        break;
    }
  }
  return { parameters, values: derivatives };
}

const shapeOf = (layer: DenseLayer, n: number) => ({ n, inputs: layer.in, outputs: layer.out });

const parametersOf = (layer: DenseLayer, weights: Tensors) => ({
  weight: weights.get(layer.weight.name)!,
  bias: layer.bias === null ? null : weights.get(layer.bias.name)!,
});
