import type { Network } from '@sweepstake/graph';
import type { Masks, Tensors } from '@sweepstake/lottery';
import { histogram } from './density.ts';
import type { Density } from './density.ts';
import { positiveGrid, roundWidth, signedGrid } from './grid.ts';
import type { Grid } from './grid.ts';
import { stdOf } from './initial-weight-densities.ts';
import { tensorOf, weightLayers } from './weight-layers.ts';
import type { WeightLayer } from './weight-layers.ts';

/** Weights of the dense network before and after training, and the masks of a ticket that was found later. */
export interface Movement {
  readonly initial: Tensors;
  readonly trained: Tensors;
  readonly masks: Masks;
}

/** The layer that pools all layers. */
export const ALL_LAYERS = 'all';

/** Whether a weight of the dense network belongs to the ticket, by its bit in the mask. */
export const GROUPS = [
  { group: 'in ticket', bit: 1 },
  { group: 'not in ticket', bit: 0 },
] as const;

/** Bins per standard deviation of a layer's initialiser, at least. */
const BINS_PER_STD = 2;

/**
 * |theta_T - theta_0| of the dense run, of the weights in a ticket and of the others: per layer in network order, then
 * of all weights together (layer `all`; paper F.5, figure 19). Bins are half a standard deviation of the layer's
 * initialiser wide, rounded down to 1, 2 or 5 times a power of ten (LeNet-300-100: 0.02, 0.02, 0.05), those of `all`
 * as narrow as the narrowest; an edge is at 0. Distances are differences of float32 weights in float64. A group
 * without a weight is left out.
 *
 * All maps are by parameter name at full size, masks of every weight. Throws where they do not fit the network, for
 * weights that are not finite, and for a layer that starts as a constant.
 */
export const distanceMoved = (network: Network, movement: Movement): Density[] =>
  movements(network, movement, positiveGrid, (before, after) => Math.abs(after - before));

/**
 * |theta_T| - |theta_0| of the dense run, above 0 where a weight moved away from 0; groups, layers, bins and errors
 * as `distanceMoved`, with a bin centred at 0 (paper F.5, figure 20).
 */
export const magnitudeChange = (network: Network, movement: Movement): Density[] =>
  movements(network, movement, signedGrid, (before, after) => Math.abs(after) - Math.abs(before));

type Measure = (before: number, after: number) => number;

function movements(
  network: Network,
  movement: Movement,
  gridOf: (width: number) => Grid,
  measure: Measure,
): Density[] {
  const layers = weightLayers(network);
  const widths = layers.map((layer) => roundWidth(stdOf(layer) / BINS_PER_STD));
  const each = layers.flatMap((layer, i) => grouped(layer.name, [layer], gridOf(widths[i]!)));
  return [...each, ...grouped(ALL_LAYERS, layers, gridOf(Math.min(...widths)))];

  function grouped(name: string, pooled: readonly WeightLayer[], grid: Grid): Density[] {
    return GROUPS.flatMap(({ group, bit }) => {
      const values = moves(pooled, movement, bit, measure);
      const found = histogram(grid, values, `weights of layer ${name}, ${group},`);
      return found === null ? [] : [{ layer: name, group, ...found }];
    });
  }
}

function* moves(
  layers: readonly WeightLayer[],
  { initial, trained, masks }: Movement,
  bit: 0 | 1,
  measure: Measure,
): Generator<number> {
  for (const layer of layers) {
    const before = tensorOf('initial weights', initial, layer);
    const after = tensorOf('trained weights', trained, layer);
    const mask = tensorOf('mask', masks, layer);
    for (let i = 0; i < mask.length; i++) if (mask[i] === bit) yield measure(before[i]!, after[i]!);
  }
}
