import type { ConvolutionLayer } from '@sweepstake/graph';
import type { Tensor, Tf } from './tf.ts';

/**
 * A convolution of `x[n, h, w, in]` with `weight[kh, kw, in, out]` and `bias[out]` or none. TensorFlow.js pads
 * strided convolutions on one side more than on the other under `same`, and not every backend takes a number; where
 * `same` is not the layer's padding, the borders are laid on first.
 */
export function convolve(
  tf: Tf,
  x: Tensor,
  { kernel, stride, padding }: ConvolutionLayer,
  weight: Tensor,
  bias: Tensor | null,
): Tensor {
  const same = padding > 0 && stride === 1 && kernel.every((side) => side === 2 * padding + 1);
  const side: [number, number] = [padding, padding];
  const bordered = padding === 0 || same ? x : tf.pad(x, [[0, 0], side, side, [0, 0]]);
  return tf.fused.conv2d({
    x: bordered as Parameters<Tf['fused']['conv2d']>[0]['x'],
    filter: weight as Parameters<Tf['fused']['conv2d']>[0]['filter'],
    strides: stride,
    pad: same ? 'same' : 'valid',
    ...(bias !== null && { bias }),
  });
}
