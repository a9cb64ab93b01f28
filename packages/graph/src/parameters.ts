import { elements } from './elements.ts';
import type { Layer, Network, Parameter, Role } from './network.ts';

/** Whether pruning may remove entries of such a parameter: hidden, output and convolution weights. */
export function isPrunable(role: Role): boolean {
  return role === 'hidden' || role === 'output' || role === 'convolution';
}

function parametersOfLayer(layer: Layer): Parameter[] {
  if (layer.kind !== 'dense') return [];
  return layer.bias === null ? [layer.weight] : [layer.weight, layer.bias];
}

/** All parameters in network order: layer by layer, weight before bias. */
export function parametersOf(network: Network): Parameter[] {
  return network.layers.flatMap(parametersOfLayer);
}

/** The parameters that pruning may touch, in network order; biases and norms are never among them. */
export function prunableParameters(network: Network): Parameter[] {
  return parametersOf(network).filter(({ role }) => isPrunable(role));
}

const total = (parameters: readonly Parameter[]): number =>
  parameters.reduce((sum, { shape }) => sum + elements(shape), 0);

/**
 * Weights without biases and norms: |theta| of the paper (section 2), the denominator of every
 * "percent of weights remaining".
 */
export function countWeights(network: Network): number {
  return total(prunableParameters(network));
}

/** Everything that is trained, biases and norms included. */
export function countParameters(network: Network): number {
  return total(parametersOf(network));
}
