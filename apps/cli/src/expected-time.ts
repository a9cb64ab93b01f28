import type { PlannedLayer } from '@sweepstake/engine';
import type { Network } from '@sweepstake/graph';

/** The machine that `SPEEDS` are of. */
export const MEASURED_ON = 'one core of an AMD EPYC (Zen 2, AVX2), strict kernels';

/**
 * GFLOP/s of each form, two operations per multiply-add of a direct convolution: kernels alone at the sizes of the
 * paper's networks. They fit the steps of results/speed/conv.md, which `npm run bench -- conv` makes again. Winograd's
 * method does fewer operations than are counted; with few channels its transforms weigh more. Sparse ones count
 * survivors only.
 */
export const SPEEDS: Readonly<Record<PlannedLayer['form'], number>> = {
  'dense direct': 27,
  'dense winograd 2x2': 60,
  'dense winograd 4x4': 85,
  sparse: 22,
};

/** Winograd's larger tile with fewer channels than this on either side. */
const NARROW = { channels: 32, speed: 60 } as const;

/**
 * Seconds of one training step that a layer's products would take on that machine: outputs, weight gradient and,
 * except where the layer reads the network's input, input gradient. Normalisation, pools and the optimiser come on top.
 */
export function expectedSeconds(layer: PlannedLayer, network: Network, batch: number): number {
  const { form, macs, survivingMacs } = layer;
  const own = network.layers.find(({ name }) => name === layer.name)!;
  const passes = own.inputs[0] === 'input' ? 2 : 3;
  const narrow = own.kind === 'convolution' && Math.min(own.in, own.out) < NARROW.channels;
  const speed = narrow && form === 'dense winograd 4x4' ? NARROW.speed : SPEEDS[form];
  return (2 * passes * batch * (form === 'sparse' ? survivingMacs : macs)) / (speed * 1e9);
}
