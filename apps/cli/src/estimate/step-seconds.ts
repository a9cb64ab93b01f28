import { planLayers } from '@sweepstake/engine';
import type { Network } from '@sweepstake/graph';
import { expectedSeconds } from '../expected-time.ts';

/** Seconds of training steps at batch 60, batches gathered, by surviving weights: results/speed/lenet.md. */
const CONNECTED: readonly (readonly [weights: number, seconds: number])[] = [
  [560, 1 / 13_285],
  [3170, 1 / 9069],
  [5060, 1 / 7560],
  [9600, 1 / 5527],
  [18_600, 1 / 3515],
  [56_300, 1 / 1514],
  [136_500, 1 / 876],
  [266_200, 1 / 818],
];
const CONNECTED_BATCH = 60;

/**
 * Bytes a second of what convolutional networks do beside their products: normalisation and pools over values, the
 * optimiser over weights. With them the steps of results/speed/conv.md are met within 20%.
 */
const BESIDE = { values: 3.2e9, weights: 2.7e9 } as const;

/**
 * How many times the engine's dense step another backend takes, whose masks are multiplied and save nothing; measured
 * with LeNet-300-100 beside the engine, one thread each.
 */
export const OTHER_BACKENDS: Readonly<Record<string, number>> = {
  'tfjs-node': 7,
  'tfjs-wasm': 10,
  reference: 140,
};

/** What a step is of. */
export interface Step {
  readonly network: Network;
  /** Survivors by prunable weight. */
  readonly survivors: ReadonlyMap<string, number>;
  readonly batch: number;
  /** Optimiser slots per weight: 2 of Adam, 1 of momentum. */
  readonly slots: number;
}

/** Seconds that one training step of the engine would take on one core of `MEASURED_ON`. */
export function stepSeconds({ network, survivors, batch, slots }: Step): number {
  const convolves = network.layers.some(({ kind }) => kind === 'convolution');
  if (!convolves) {
    const weights = [...survivors.values()].reduce((a, b) => a + b, 0);
    return (connectedSeconds(weights) * batch) / CONNECTED_BATCH;
  }
  const { layers, activationBytes, layerBytes } = planLayers(network, survivors, { batch, slots });
  const products = layers.reduce((sum, layer) => sum + expectedSeconds(layer, network, batch), 0);
  return products + activationBytes / BESIDE.values + layerBytes / BESIDE.weights;
}

/** Between measured sizes along a line, beyond them in proportion; fewer weights than the smallest save nothing. */
function connectedSeconds(weights: number): number {
  const [smallest] = CONNECTED;
  let [before, least] = smallest!;
  if (weights <= before) return least;
  for (const [size, seconds] of CONNECTED) {
    if (weights <= size)
      return least + ((seconds - least) * (weights - before)) / Math.max(1, size - before);
    [before, least] = [size, seconds];
  }
  return (least * weights) / before;
}
