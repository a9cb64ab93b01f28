import { shapesOf } from '@sweepstake/graph';
import type { Layer, Network, Parameter } from '@sweepstake/graph';
import { addBackward } from './add.ts';
import { averagePoolBackward } from './average-pool.ts';
import { convolutionBackward } from './convolution.ts';
import { denseBackward } from './dense.ts';
import { dropoutBackward } from './dropout.ts';
import type { Numbers, Pass, Values } from './forward.ts';
import { weightsOf } from './forward.ts';
import { globalAveragePoolBackward } from './global-average-pool.ts';
import { convolutionShape, denseShape, normShape, poolShape } from './layer-shapes.ts';
import { maxPoolBackward } from './max-pool.ts';
import { normBackward } from './norm.ts';
import { reluBackward } from './relu.ts';

/** Derivatives of the loss by every parameter, by its name, and by every value, by its layer's name and `input`. */
export interface Derivatives {
  readonly parameters: Map<string, Float64Array>;
  readonly values: Values;
}

/**
 * The way back of a pass in training mode; `last` is the derivative by the last layer's output. A value that several
 * layers read has the sum of their derivatives.
 */
export function backward(
  network: Network,
  weights: Numbers,
  { n, values, moments, factors }: Pass,
  last: Float64Array,
): Derivatives {
  const shapes = shapesOf(network);
  const parameters = new Map<string, Float64Array>();
  const derivatives: Values = new Map();
  for (const [name, value] of values) derivatives.set(name, new Float64Array(value.length));
  derivatives.set(network.layers.at(-1)!.name, last);

  /** Zeros for a parameter's derivative. */
  const of = ({ name }: Parameter): Float64Array => {
    const derivative = new Float64Array(weights.get(name)!.length);
    parameters.set(name, derivative);
    return derivative;
  };

  const pass = (layer: Layer): void => {
    const from = layer.inputs[0];
    const x = values.get(from)!;
    const dx = derivatives.get(from)!;
    const dy = derivatives.get(layer.name)!;
    const given = shapes.get(from)!;
    switch (layer.kind) {
      case 'dense': {
        const { weight } = weightsOf(layer, weights);
        const dWeight = of(layer.weight);
        const dBias = layer.bias === null ? null : of(layer.bias);
        return denseBackward(dx, dWeight, dBias, dy, x, weight, denseShape(layer, n));
      }
      case 'convolution': {
        const { weight } = weightsOf(layer, weights);
        const dWeight = of(layer.weight);
        const dBias = layer.bias === null ? null : of(layer.bias);
        const shape = convolutionShape(layer, n, given, shapes.get(layer.name)!);
        return convolutionBackward(dx, dWeight, dBias, dy, x, weight, shape);
      }
      case 'norm': {
        const [dScale, dShift] = [of(layer.scale), of(layer.shift)];
        const scale = weights.get(layer.scale.name)!;
        const used = moments.get(layer.name)!;
        const shape = normShape(n, given);
        return normBackward(dx, dScale, dShift, dy, x, used, scale, layer.epsilon, shape);
      }
      case 'max-pool':
        return maxPoolBackward(dx, dy, x, poolShape(layer.size, n, given));
      case 'average-pool':
        return averagePoolBackward(dx, dy, poolShape(layer.size, n, given));
      case 'global-average-pool':
        return globalAveragePoolBackward(dx, dy);
      case 'add':
        return addBackward(dy, dx, derivatives.get(layer.inputs[1])!);
      case 'dropout': {
        const drawn = factors.get(layer.name);
        return drawn === undefined ? addBackward(dy, dx) : dropoutBackward(dx, dy, drawn);
      }
      case 'relu':
        return reluBackward(dx, dy, x);
      case 'flatten':
        return addBackward(dy, dx);
    }
  };

  for (const layer of network.layers.toReversed()) pass(layer);
  return { parameters, values: derivatives };
}
