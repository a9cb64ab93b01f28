import { initialStd } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Masks, Tensors } from '@sweepstake/lottery';
import { histogram } from './density.ts';
import type { Density } from './density.ts';
import { drawnNot } from './errors.ts';
import { roundWidth, signedGrid } from './grid.ts';
import { tensorOf, weightLayers } from './weight-layers.ts';
import type { WeightLayer } from './weight-layers.ts';

/** Bins per standard deviation of a layer's initialiser, at least. */
const BINS_PER_STD = 6;

/**
 * theta_0 of the weights that survive `masks`, a density per layer in network order (paper F.1 and F.2, figures 15
 * and 16). Bins are a sixth of the standard deviation of the layer's initialiser wide, rounded down to 1, 2 or 5 times
 * a power of ten (LeNet-300-100: 0.005, 0.01, 0.02), and one is centred at 0. A layer without a survivor is left out.
 *
 * `masks` and `initial` are by parameter name at full size, masks of every weight. Throws where they do not fit the
 * network, and for a layer that starts as a constant.
 */
export function initialWeightDensities(
  network: Network,
  { initial, masks }: { readonly initial: Tensors; readonly masks: Masks },
): Density[] {
  return weightLayers(network).flatMap((layer) => {
    const grid = signedGrid(roundWidth(stdOf(layer) / BINS_PER_STD));
    const theta0 = tensorOf('initial weights', initial, layer);
    const mask = tensorOf('mask', masks, layer);
    const found = histogram(grid, surviving(theta0, mask), `initial weights of ${layer.name}`);
    return found === null ? [] : [{ layer: layer.name, group: '', ...found }];
  });
}

function* surviving(theta0: Float32Array, mask: Uint8Array): Generator<number> {
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) yield theta0[i]!;
}

/** Standard deviation of a layer's weights at iteration 0. Throws for a constant, which has none. */
export function stdOf({ weight }: WeightLayer): number {
  const std = initialStd(weight.initialiser);
  if (std === 0) throw drawnNot(weight.name);
  return std;
}
