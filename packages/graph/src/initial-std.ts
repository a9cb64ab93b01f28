import type { Initialiser, Layer, Network, Parameter } from './network.ts';
import { isPrunable } from './parameters.ts';

/** Standard deviation that an initialiser draws with; 0 for a constant, which draws nothing. */
export function initialStd(initialiser: Initialiser): number {
  if (initialiser.kind === 'constant') return 0;
  if (initialiser.kind === 'normal') return initialiser.std;
  return Math.sqrt(2 / (initialiser.fanIn + initialiser.fanOut));
}

/**
 * The network with every weight (roles hidden, output, convolution and shortcut) drawn with standard deviation `std`
 * at iteration 0 (paper, figure 30); biases and norms as they were. Changes nothing in the given one.
 */
export function withInitialStd(network: Network, std: number): Network {
  const drawn = (parameter: Parameter): Parameter =>
    isPrunable(parameter.role) ? { ...parameter, initialiser: { kind: 'normal', std } } : parameter;
  const layers = network.layers.map((layer): Layer =>
    'weight' in layer ? { ...layer, weight: drawn(layer.weight) } : layer,
  );
  return { ...network, layers };
}
