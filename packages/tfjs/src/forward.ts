import { shapesOf } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import { dropoutFactors } from '@sweepstake/training/parts';
import type { Uniforms } from '@sweepstake/training/parts';
import { convolve } from './convolve.ts';
import { badValue } from './errors.ts';
import { channelsLast, imageShape } from './images.ts';
import { normaliseBy, normaliseByBatch } from './normalise.ts';
import type { Moments } from './normalise.ts';
import type { Tensor, Tf } from './tf.ts';

/** Where normalisations take their moments from, and whether dropout draws (not where its stream is null). */
export type Mode =
  | {
      readonly kind: 'training';
      readonly dropout: Uniforms | null;
      /** Called with what each normalisation used, by layer name; kept tensors, which the callee disposes of. */
      readonly used: (layer: string, moments: Moments, count: number) => void;
    }
  | { readonly kind: 'evaluation'; readonly momentsOf: (layer: string) => Moments };

/**
 * The translation of a network: its raw outputs `[n, outputs]` for `x[n, ...]`, whose channels are last, made of
 * operations of TensorFlow.js that have gradients. `weights` are in TensorFlow.js's order of axes. Throws where a
 * normalisation in training has a single value per channel, which has no variance.
 */
export function forward(
  tf: Tf,
  network: Network,
  weights: ReadonlyMap<string, Tensor>,
  x: Tensor,
  mode: Mode,
): Tensor {
  const shapes = shapesOf(network);
  const n = x.shape[0]!;
  const values = new Map<string, Tensor>([['input', x]]);

  const valueOf = (layer: Layer): Tensor => {
    const from = layer.inputs[0];
    const input = values.get(from)!;
    const weight = (parameter: { readonly name: string }): Tensor => weights.get(parameter.name)!;
    switch (layer.kind) {
      case 'dense': {
        const flat = input.rank === 2 ? input : flatten(tf, input);
        const product = { a: flat as never, b: weight(layer.weight) as never };
        const bias = layer.bias === null ? {} : { bias: weight(layer.bias) };
        return tf.fused.matMul({ ...product, ...bias });
      }
      case 'convolution': {
        const bias = layer.bias === null ? null : weight(layer.bias);
        return convolve(tf, input, layer, weight(layer.weight), bias);
      }
      case 'norm': {
        const [scale, shift] = [weight(layer.scale), weight(layer.shift)];
        if (mode.kind === 'evaluation')
          return normaliseBy(tf, input, mode.momentsOf(layer.name), scale, shift, layer.epsilon);
        const count = input.size / layer.features;
        if (count === 1)
          throw badValue(`values per channel of ${layer.name}`, 1, 'give a batch of at least 2');
        return normaliseByBatch(tf, input, scale, shift, layer.epsilon, (moments) =>
          mode.used(layer.name, moments, count),
        );
      }
      case 'max-pool':
        return tf.maxPool(input as never, layer.size, layer.size, 'valid');
      case 'average-pool':
        return tf.avgPool(input as never, layer.size, layer.size, 'valid');
      case 'global-average-pool':
        return tf.div(tf.sum(input, [1, 2]), input.shape[1]! * input.shape[2]!);
      case 'add':
        return tf.add(input, values.get(layer.inputs[1])!);
      case 'dropout': {
        if (mode.kind === 'evaluation' || mode.dropout === null) return input;
        const shape = shapes.get(from)!;
        const drawn = dropoutFactors(input.size, layer.rate, mode.dropout);
        const factors = channelsLast(drawn, n, shape);
        return tf.mul(input, tf.tensor(factors, [n, ...imageShape(shape)]));
      }
      case 'relu':
        return tf.relu(input);
      case 'flatten':
        return flatten(tf, input);
    }
  };

  for (const layer of network.layers) values.set(layer.name, valueOf(layer));
  const output = values.get(network.layers.at(-1)!.name)!;
  return output.rank === 2 ? output : flatten(tf, output);
}

/** `[n, h, w, c]` to `[n, c h w]`, channel by channel. */
function flatten(tf: Tf, x: Tensor): Tensor {
  const [n, , , channels] = x.shape;
  if (x.rank !== 4) return tf.reshape(x, [n!, -1]);
  const inOrder = channels === 1 || x.size === n! * channels!;
  return tf.reshape(inOrder ? x : tf.transpose(x, [0, 3, 1, 2]), [n!, -1]);
}
