import { elements, prunableParameters, type Network } from '@sweepstake/graph';
import { ADAM, type Masks } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { chainOf } from '../chain.ts';
import { plainNetwork, residualNetwork } from '../testing/deep-networks.ts';
import { Draw } from '../testing/draw.ts';
import { mlp } from '../testing/setting.ts';
import { Trainer } from '../trainer.ts';
import { ConvolutionNode } from './convolution-node.ts';
import { DenseNode } from './dense-node.ts';
import { NetworkTrainer } from './network-trainer.ts';
import { planLayers, type LayerForm } from './plan-layers.ts';
import { THRESHOLDS } from './plan-convolution.ts';

/** The sizes of conv-4/w0.25, resnet-18 and vgg-19/w0.25. */
const NETWORKS: readonly (readonly [string, number, Network])[] = [
  [
    'conv-4 at a quarter',
    60,
    plainNetwork([16, 16, 'M', 32, 32, 'M'], { norms: false, hidden: [64, 64] }),
  ],
  ['resnet-18', 20, residualNetwork([16, 32, 64], 3)],
  [
    'vgg-19 at a quarter',
    12,
    plainNetwork(
      [16, 16, 'M', 32, 32, 'M', 64, 64, 64, 64, 'M', 128, 128, 128, 128, 'M', 128, 128, 128, 128],
      { norms: true, hidden: [] },
    ),
  ],
  // More than a million weights: transformed weights share their memory. Images of 4 and of 2 pixels a side.
  [
    'wide layers',
    8,
    plainNetwork(['M', 'M', 'M', 344, 352, 'M', 352], { norms: true, hidden: [40] }),
  ],
];

function drawMasks(network: Network, density: number): Masks | null {
  if (density === 1) return null;
  const draw = new Draw(17);
  return new Map(
    prunableParameters(network).map(({ name, shape }) => [
      name,
      draw.mask(elements(shape), density),
    ]),
  );
}

const survivorsOf = (masks: Masks | null): Map<string, number> =>
  new Map([...(masks ?? [])].map(([name, mask]) => [name, mask.reduce((a, b) => a + b, 0)]));

/** The forms that a trainer took, by weight name. */
function formsOf({ nodes }: NetworkTrainer): Map<string, LayerForm> {
  const forms = new Map<string, LayerForm>();
  for (const node of nodes) {
    if (node instanceof ConvolutionNode) {
      const { form, tile } = node.plan;
      const dense = tile === null ? 'dense direct' : `dense winograd ${tile}x${tile}`;
      forms.set(node.weight.name, form === 'sparse' ? form : (dense as LayerForm));
    } else if (node instanceof DenseNode) {
      const { weight, form } = node.layer;
      forms.set(weight.name, form === 'sparse' ? form : 'dense direct');
    }
  }
  return forms;
}

const near = (planned: number, actual: number): void => {
  expect(planned / actual).toBeGreaterThan(0.97);
  expect(planned / actual).toBeLessThan(1.03);
};

describe.each(NETWORKS)('the plan of %s', (_, batch, network) => {
  it.each([1, 0.8, 0.5, 0.3, 0.1, 0.02])('is what a trainer takes at density %d', (density) => {
    const masks = drawMasks(network, density);
    const survivors = survivorsOf(masks);
    const plan = planLayers(network, survivors, { batch, slots: 2 });
    const trainer = new NetworkTrainer({
      network,
      batch,
      optimizer: ADAM,
      flavour: 'strict',
      masks,
      frozen: undefined,
      settings: { threads: 1, thresholds: THRESHOLDS },
    });
    expect(new Map(plan.layers.map(({ weight, form }) => [weight, form]))).toEqual(
      formsOf(trainer),
    );
    for (const { plan: taken, weight } of trainer.convolutions) {
      const planned = plan.layers.find((layer) => layer.weight === weight.name)!;
      const { forward, backward } = planned.blocks!;
      expect(forward).toBe(taken.forward.channelsPerBlock);
      expect(backward).toBe(taken.backward.channelsPerBlock);
    }
    near(plan.bytes, trainer.arena.size);
  });
});

it.each([1, 0.6, 0.2, 0.01])(
  'a chain takes the bytes and forms of its own trainer at %d',
  (density) => {
    const network = mlp([784, 300, 100, 10]);
    const masks = drawMasks(network, density);
    const plan = planLayers(network, survivorsOf(masks), { batch: 60, slots: 2 });
    const chain = chainOf(network);
    const options = { batch: 60, optimizer: ADAM, flavour: 'strict', frozen: undefined } as const;
    const { layers, arena } = new Trainer({ ...options, chain, masks });
    expect(plan.layers.map(({ form }) => form === 'sparse')).toEqual(
      layers.map(({ form }) => form === 'sparse'),
    );
    near(plan.bytes, arena.size);
  },
);

it('counts multiply-adds of all weights and of those that survive', () => {
  const network = plainNetwork([16, 'M'], { norms: true, hidden: [] });
  const [conv] = prunableParameters(network);
  const plan = planLayers(network, new Map([[conv!.name, 100]]), { batch: 8, slots: 0 });
  // 3 x 3 windows of 3 channels for 16 outputs at 32 x 32 places; the dense layer has 16 x 10.
  expect(plan.layers.map(({ macs }) => macs)).toEqual([27 * 16 * 1024, 160]);
  expect(plan.layers.map(({ survivingMacs }) => survivingMacs)).toEqual([100 * 1024, 160]);
  expect([plan.macs, plan.survivingMacs]).toEqual([27 * 16 * 1024 + 160, 100 * 1024 + 160]);
  expect([plan.weights, plan.survivors]).toEqual([27 * 16 + 160, 260]);
});

it('takes other thresholds for networks of images', () => {
  const network = residualNetwork([16, 32, 64], 1);
  const half = new Map(
    prunableParameters(network).map(({ name, shape }) => [name, elements(shape) / 2]),
  );
  const formsUnder = (threshold: number): LayerForm[] => {
    const thresholds = {
      input: threshold,
      hidden: threshold,
      direct: threshold,
      winograd: threshold,
    };
    const { layers } = planLayers(network, half, { batch: 60, slots: 2, thresholds });
    return [...new Set(layers.map(({ form }) => form))].sort();
  };
  expect(formsUnder(0)).toEqual(['dense direct', 'dense winograd 4x4']);
  expect(formsUnder(2)).toEqual(['sparse']);
});
