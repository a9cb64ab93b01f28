import { elements, shapesOf } from '@sweepstake/graph';
import type { Layer, Network, NormLayer } from '@sweepstake/graph';
import { badValue } from '../errors.ts';
import { addForward } from './add.ts';
import { averagePoolForward } from './average-pool.ts';
import { convolutionForward } from './convolution.ts';
import { denseForward } from './dense.ts';
import type { Uniforms } from './dropout.ts';
import { dropoutFactors, dropoutForward } from './dropout.ts';
import { globalAveragePoolForward } from './global-average-pool.ts';
import { convolutionShape, denseShape, normShape, poolShape } from './layer-shapes.ts';
import { maxPoolForward } from './max-pool.ts';
import type { Moments } from './norm.ts';
import { momentsOf, normForward } from './norm.ts';
import { reluForward } from './relu.ts';

/** Every layer's output by its name, and the network's input as `input`; each `[n, ...shape]`. */
export type Values = Map<string, Float64Array>;

/** Parameters or statistics by name. */
export type Numbers = ReadonlyMap<string, ArrayLike<number>>;

/** Where normalisations take their moments from, and whether dropout draws (not where its stream is null). */
export type Mode =
  | { readonly kind: 'training'; readonly dropout: Uniforms | null }
  | { readonly kind: 'evaluation'; readonly statistics: Numbers };

/** One way through a network with n examples, and what the way back needs besides the weights. */
export interface Pass {
  readonly n: number;
  readonly values: Values;
  /** The moments that each normalisation used, by layer name. */
  readonly moments: ReadonlyMap<string, Moments>;
  /** What each dropout multiplied by, by layer name; none where it did nothing. */
  readonly factors: ReadonlyMap<string, Float64Array>;
}

/**
 * The values of all layers for `x[n, ...input]`, in the order of the network's layers. Throws where a normalisation
 * in training has a single value per channel, which has no variance.
 */
export function forward(
  network: Network,
  weights: Numbers,
  x: Float64Array,
  n: number,
  mode: Mode,
): Pass {
  const shapes = shapesOf(network);
  const values: Values = new Map([['input', x]]);
  const moments = new Map<string, Moments>();
  const factors = new Map<string, Float64Array>();

  const write = (layer: Layer, y: Float64Array): void => {
    const from = layer.inputs[0];
    const input = values.get(from)!;
    const given = shapes.get(from)!;
    switch (layer.kind) {
      case 'dense': {
        const { weight, bias } = weightsOf(layer, weights);
        return denseForward(y, input, weight, bias, denseShape(layer, n));
      }
      case 'convolution': {
        const { weight, bias } = weightsOf(layer, weights);
        const shape = convolutionShape(layer, n, given, shapes.get(layer.name)!);
        return convolutionForward(y, input, weight, bias, shape);
      }
      case 'norm': {
        const shape = normShape(n, given);
        if (mode.kind === 'training' && n * shape.plane === 1)
          throw badValue(`values per channel of ${layer.name}`, 1, 'give a batch of at least 2');
        const of =
          mode.kind === 'training' ? momentsOf(input, shape) : running(layer, mode.statistics);
        moments.set(layer.name, of);
        const [scale, shift] = [weights.get(layer.scale.name)!, weights.get(layer.shift.name)!];
        return normForward(y, input, of, scale, shift, layer.epsilon, shape);
      }
      case 'max-pool':
        return maxPoolForward(y, input, poolShape(layer.size, n, given));
      case 'average-pool':
        return averagePoolForward(y, input, poolShape(layer.size, n, given));
      case 'global-average-pool':
        return globalAveragePoolForward(y, input);
      case 'add':
        return addForward(y, input, values.get(layer.inputs[1])!);
      case 'dropout': {
        if (mode.kind === 'evaluation' || mode.dropout === null) return y.set(input);
        const drawn = dropoutFactors(y.length, layer.rate, mode.dropout);
        factors.set(layer.name, drawn);
        return dropoutForward(y, input, drawn);
      }
      case 'relu':
        return reluForward(y, input);
      case 'flatten':
        return y.set(input);
    }
  };

  for (const layer of network.layers) {
    const y = new Float64Array(n * elements(shapes.get(layer.name)!));
    write(layer, y);
    values.set(layer.name, y);
  }
  return { n, values, moments, factors };
}

const running = ({ name }: NormLayer, statistics: Numbers): Moments => ({
  mean: statistics.get(`${name}.running_mean`)!,
  variance: statistics.get(`${name}.running_var`)!,
});

/** Weight and bias of a dense or convolution layer. */
export const weightsOf = (
  layer: Extract<Layer, { weight: unknown }>,
  weights: Numbers,
): { weight: ArrayLike<number>; bias: ArrayLike<number> | null } => ({
  weight: weights.get(layer.weight.name)!,
  bias: layer.bias === null ? null : weights.get(layer.bias.name)!,
});
