import type { ConvolutionLayer, DenseLayer } from '@sweepstake/graph';
import type { ConvolutionShape } from './convolution.ts';
import type { DenseShape } from './dense.ts';
import type { NormShape } from './norm.ts';
import type { PoolShape } from './windows.ts';

type Shape = readonly number[];

/** What the loops of a dense layer run over, for n examples. */
export const denseShape = (layer: DenseLayer, n: number): DenseShape => ({
  n,
  inputs: layer.in,
  outputs: layer.out,
});

/** What the loops of a convolution run over; `input` and `output` are the shapes of one example. */
export const convolutionShape = (
  layer: ConvolutionLayer,
  n: number,
  input: Shape,
  output: Shape,
): ConvolutionShape => ({
  n,
  inputs: layer.in,
  outputs: layer.out,
  image: [input[1]!, input[2]!],
  output: [output[1]!, output[2]!],
  kernel: layer.kernel,
  stride: layer.stride,
  padding: layer.padding,
});

/** What the loops of a normalisation run over, for values of `[C]` or `[C, H, W]`. */
export const normShape = (n: number, [channels, height = 1, width = 1]: Shape): NormShape => ({
  n,
  channels: channels!,
  plane: height * width,
});

/** What the loops of a pool run over, for values of `[C, H, W]`. */
export const poolShape = (
  size: number,
  n: number,
  [channels, height, width]: Shape,
): PoolShape => ({ planes: n * channels!, height: height!, width: width!, size });
