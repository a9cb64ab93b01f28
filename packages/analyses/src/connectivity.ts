import { elements } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Masks } from '@sweepstake/lottery';
import { histogram } from './density.ts';
import type { Density } from './density.ts';
import { fractionGrid } from './grid.ts';
import { tensorOf, weightLayers } from './weight-layers.ts';
import { sourcesRead } from './sources-read.ts';

/**
 * The fraction of every unit's incoming connections that survive, a density over the units of each layer in network
 * order (paper F.6, figures 21 and 22). A unit is an output of a dense layer, or an output channel of a convolution,
 * whose connections are its window's entries over all input channels. Biases are no connections.
 *
 * `masks` are by parameter name at full size, of every weight; throws where they do not fit. Bins: `fractionGrid`.
 */
export function incomingFractions(network: Network, masks: Masks): Density[] {
  return weightLayers(network).flatMap((layer) => {
    const mask = tensorOf('mask', masks, layer);
    const fan = mask.length / layer.out;
    const counts = new Float64Array(layer.out);
    for (let i = 0; i < mask.length; i++) counts[Math.floor(i / fan)]! += mask[i]!;
    return fractions(layer.name, counts, fan);
  });
}

/**
 * The fraction of every unit's outgoing connections that survive, a density over the units that weights read (paper
 * F.6, figures 23 and 24). `layer` is the layer that computes the unit, `input` for the network's input, found through
 * ReLU, pooling, normalisation, dropout and flattening (LeNet-300-100: `input`, `fc1`, `fc2`). A unit is a channel to
 * a convolution and a feature to a dense layer, also where the feature is one of a flattened image; what several
 * layers read, as in residual networks, has the connections of all.
 *
 * Arguments, errors and bins as `incomingFractions`.
 */
export function outgoingFractions(network: Network, masks: Masks): Density[] {
  return sourcesRead(network).flatMap(({ name, units, readers }) => {
    const counts = new Float64Array(units);
    let fan = 0;
    for (const layer of readers) {
      const mask = tensorOf('mask', masks, layer);
      const entries = elements(layer.weight.shape.slice(2));
      fan += layer.out * entries;
      for (let i = 0; i < mask.length; i++) counts[Math.floor(i / entries) % units]! += mask[i]!;
    }
    return fractions(name, counts, fan);
  });
}

function fractions(layer: string, counts: Float64Array, fan: number): Density[] {
  const found = histogram(fractionGrid(fan), counts, `connections of ${layer}`);
  return found === null ? [] : [{ layer, group: '', ...found }];
}
