import { elements } from './elements.ts';
import type { Layer, Network, Parameter, Role } from './network.ts';

/**
 * Whether masks may name such a parameter: hidden, output, convolution and shortcut weights. Which of them a method
 * prunes is its own choice of rates; section 4 of the paper counts outputs and shortcuts and leaves them alone.
 */
export function isPrunable(role: Role): boolean {
  return role !== 'bias' && role !== 'norm';
}

function parametersOfLayer(layer: Layer): Parameter[] {
  if (layer.kind === 'norm') return [layer.scale, layer.shift];
  if (layer.kind !== 'dense' && layer.kind !== 'convolution') return [];
  return layer.bias === null ? [layer.weight] : [layer.weight, layer.bias];
}

/** All parameters in network order: layer by layer, weight before bias, scale before shift. */
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
