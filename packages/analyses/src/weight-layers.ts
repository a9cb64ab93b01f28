import { elements } from '@sweepstake/graph';
import type { ConvolutionLayer, DenseLayer, Network } from '@sweepstake/graph';
import { missingTensor, otherLength } from './errors.ts';

/** A layer that masks may prune. */
export type WeightLayer = DenseLayer | ConvolutionLayer;

/** Dense layers and convolutions, in network order. */
export const weightLayers = (network: Network): WeightLayer[] =>
  network.layers.filter((layer) => layer.kind === 'dense' || layer.kind === 'convolution');

/** What a layer's weight has in a map by parameter name; throws where it has nothing, or not as many entries. */
export function tensorOf<T extends { readonly length: number }>(
  what: string,
  tensors: ReadonlyMap<string, T>,
  { weight: { name, shape } }: WeightLayer,
): T {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw missingTensor(what, name, tensors.keys());
  if (tensor.length !== elements(shape))
    throw otherLength(what, name, tensor.length, elements(shape));
  return tensor;
}
