import { elements } from './elements.ts';
import type { Network } from './network.ts';
import { shapesOf } from './shapes.ts';

/**
 * How often one example's forward pass uses each entry of a weight, by parameter name in network
 * order: once per output position (height x width) of a convolution, once in a dense layer. A
 * border position counts even where the window reads padding. Throws as `shapesOf` does.
 *
 * Surviving multiply-adds are the sum over weights of surviving entries times this.
 */
export function positionsOf(network: Network): Map<string, number> {
  const shapes = shapesOf(network);
  const positions = new Map<string, number>();
  for (const layer of network.layers) {
    if (layer.kind !== 'dense' && layer.kind !== 'convolution') continue;
    positions.set(layer.weight.name, elements(shapes.get(layer.name)!.slice(1)));
  }
  return positions;
}

/**
 * Multiply-adds of one example's forward pass through the unpruned network, by weight name in
 * network order: entries times `positionsOf`. Biases, norms and pools are not counted.
 */
export function macsOf(network: Network): Map<string, number> {
  const positions = positionsOf(network);
  const macs = new Map<string, number>();
  for (const layer of network.layers) {
    if (layer.kind !== 'dense' && layer.kind !== 'convolution') continue;
    const { name, shape } = layer.weight;
    macs.set(name, elements(shape) * positions.get(name)!);
  }
  return macs;
}
